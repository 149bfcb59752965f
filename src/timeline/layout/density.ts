/** How much room a bar gets: for reading, for much at once, or for all at once without text. */
export type Density = 'comfortable' | 'compact' | 'overview'

export const densities: readonly Density[] = ['comfortable', 'compact', 'overview']

/** The least height of a group, in CSS pixels: its label must fit, where there is one. */
export function groupHeight(density: Density): number {
  return density === 'comfortable' ? 26 : density === 'compact' ? 16 : 6
}

/** The height of a lane in a group of so many. Many lanes get low ones, down to what can still be told apart. */
export function laneHeight(density: Density, lanes: number): number {
  if (density === 'overview') return lanes <= 40 ? 5 : 3
  if (density === 'compact') return lanes <= 40 ? 14 : 5
  if (lanes <= 3) return 24
  if (lanes <= 12) return 18
  return lanes <= 40 ? 14 : 5
}

/** Rows lower than this have no text. */
export const TEXT_MIN_HEIGHT = 14
