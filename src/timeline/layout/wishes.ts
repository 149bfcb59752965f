import type { Group } from '../model/groups.ts'
import type { LayoutWishes } from './layout.ts'

/** A picture in which everything stands as it comes: for legends, exports and tests. */
export const asItComes: LayoutWishes = {
  density: 'comfortable',
  isExpanded: () => undefined,
  laneOrder: () => null,
  isShown: () => true,
}

/** The lanes with failures first, in the order in which they were packed; for a picture that stands still. */
export function failedFirst(group: Group): number[] {
  const failed = new Set(group.failed.map((span) => span.lane))
  const lanes = group.lanes.map((_, lane) => lane)
  return [...lanes.filter((lane) => failed.has(lane)), ...lanes.filter((lane) => !failed.has(lane))]
}
