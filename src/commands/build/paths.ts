import { fileURLToPath } from 'node:url'

/** The repository's own folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Where the built site goes. */
export const dist = fileURLToPath(new URL('../../../dist', import.meta.url))
