import type { Inspection, Stretch } from '#durable/inspection.ts'

/** Whether the inspection knows what the code had done by then. */
export function covers({ from, to }: Inspection, position: number): boolean {
  return from <= position && position <= to
}

/** The stretches that had run by then. An event makes code run once it is taken, so it counts from the position after it. */
export function ranBy({ stretches }: Inspection, position: number): readonly Stretch[] {
  const later = stretches.findIndex(({ event }) => event >= position)
  return later < 0 ? stretches : stretches.slice(0, later)
}

/** Whether the code still waited, at that position, for what the stretch ended with. */
export function isWaiting({ end, answer }: Stretch, position: number): boolean {
  return end.kind === 'yielded' && (answer === undefined || answer.event >= position)
}
