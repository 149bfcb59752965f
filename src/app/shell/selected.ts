import type { Selection } from '#durable/selection.ts'
import type { View } from '#project/address.ts'
import type { OpenedRun } from '#wire/host-calls.ts'

type Looked = { readonly [K in keyof View]: View[K] | undefined }

/** The one selection, as the address holds it. */
export function selectionIn({ instance, execution, episode, step }: View): Selection | null {
  if (instance === undefined) return null
  return {
    instanceId: instance,
    executionId: execution ?? '',
    ...(episode === undefined ? {} : { episode }),
    ...(step === undefined ? {} : { event: step }),
  }
}

/**
 * The part of the address that holds a selection in what is looked at, the hub or a replay; `null` goes back to following
 * the hub's newest instance.
 */
export function lookingAt(selection: Selection | null): Looked {
  return {
    ...(selection === null && { replay: undefined }),
    instance: selection?.instanceId,
    execution: selection?.executionId,
    episode: selection?.episode,
    step: selection?.event,
  }
}

/** The part of the address that holds a history opened as a run: at the event at which the code parts from it, if it does. */
export function lookingAtReplay({ id, instanceId, executionId, partsAt }: OpenedRun & { readonly id: string }): Looked {
  const step = partsAt === null ? {} : { event: partsAt }
  return { replay: id, ...lookingAt({ instanceId, executionId, ...step }) }
}
