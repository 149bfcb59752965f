const transferred = new WeakMap<object, Transferable[]>()

/** The same answer, marked: when `serve` sends it, these buffers and ports move to the other side instead of being copied. */
export function transfer<T extends object>(answer: T, moved: Transferable[]): T {
  transferred.set(answer, moved)
  return answer
}

/** What {@link transfer} marked on this answer. */
export function transferOf(answer: unknown): Transferable[] {
  return (typeof answer === 'object' && answer !== null && transferred.get(answer)) || []
}
