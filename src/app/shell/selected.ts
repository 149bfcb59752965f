import type { Selection } from '#durable/selection.ts'
import type { View } from '#project/address.ts'

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

/** The part of the address that holds a selection; `null` goes back to following the newest instance. */
export function lookingAt(selection: Selection | null): Looked {
  return {
    instance: selection?.instanceId,
    execution: selection?.executionId,
    episode: selection?.episode,
    step: selection?.event,
  }
}
