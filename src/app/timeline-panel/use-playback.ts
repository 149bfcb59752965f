import { useMachine } from '@xstate/react'
import { useEffect, useMemo, useRef } from 'react'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { EpochMs } from '#base/units.ts'
import { episodeBefore, timeAt } from '#timeline/cut.ts'
import { type PlaybackContext, type PlaybackEvent, playbackMachine } from '#timeline/playback.machine.ts'

export interface Playback {
  readonly context: PlaybackContext
  readonly isLive: boolean
  readonly isPlaying: boolean
  /** What history held at the playhead, and the time it was; live, all there is. */
  readonly position: number
  readonly moment: EpochMs | null
  /** Where the episode at the playhead stands in the list; -1 before the first. */
  readonly episode: number
  readonly send: (event: PlaybackEvent) => void
}

/**
 * Plays one execution's history, from the start after the event `startAfter` when an address named one. `onStep` hears where
 * the playhead went, so that code and table can go with it.
 */
export function usePlayback(
  history: readonly HistoryEvent[],
  episodes: readonly Episode[],
  onStep: (event: number, episode: Episode | undefined) => void,
  startAfter?: number,
): Playback {
  const [snapshot, send] = useMachine(playbackMachine)
  const { position } = snapshot.context
  const isLive = snapshot.matches('live')

  useEffect(() => {
    send({ type: 'history.changed', length: history.length, episodeEnds: episodes.map((episode) => episode.to) })
  }, [history, episodes, send])

  const start = useRef(startAfter)
  useEffect(() => {
    if (start.current === undefined || start.current >= history.length) return
    send({ type: 'scrub.moved', position: start.current + 1 })
    send({ type: 'scrub.ended' })
    start.current = undefined
  }, [history, send])

  const moment = useMemo(() => (isLive ? null : timeAt(history, position)), [isLive, history, position])
  const episode = episodeBefore(episodes, isLive ? history.length : position)

  const step = useRef(() => {})
  useEffect(() => {
    step.current = () => onStep(position - 1, episodes[episode])
  })
  useEffect(() => {
    if (!isLive && position > 0) step.current()
  }, [isLive, position])

  return {
    context: snapshot.context,
    isLive,
    isPlaying: snapshot.matches('playing'),
    position: isLive ? Infinity : position,
    moment,
    episode,
    send,
  }
}
