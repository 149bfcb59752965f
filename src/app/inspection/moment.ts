import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'

/** A moment in an execution: after so many events of its history, inside or at the end of an episode. */
export interface Moment {
  readonly position: number
  readonly episode: Episode
}

/** The moment that a selection means: after its event, or at the end of its episode. `undefined` for one that means none. */
export function momentOf(episodes: readonly Episode[], selection: Selection | null): Moment | undefined {
  const { event, episode: index } = selection ?? {}
  if (event !== undefined) {
    const episode = episodes.find(({ from, to }) => from <= event && event < to)
    return episode && { position: event + 1, episode }
  }
  const episode = index === undefined ? undefined : episodes.find((each) => each.index === index)
  return episode && { position: episode.to, episode }
}

/** How far history goes on with the build of this moment: what came after that, other code decided. */
export function endOfBuild(episodes: readonly Episode[], { episode }: Moment): number {
  const later = episodes.slice(episodes.indexOf(episode))
  const other = later.findIndex(({ build }) => build !== episode.build)
  return (other < 0 ? later.at(-1) : later[other - 1])?.to ?? episode.to
}
