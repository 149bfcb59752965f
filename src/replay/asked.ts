import type { ActionOf } from '#durable/action.ts'

/** What code asked for, its inputs still the code's own values: they become text when the episode ends, as in the real SDK. */
export type Asked = ActionOf<unknown>
