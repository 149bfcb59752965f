import { useEffect, useMemo, useRef, useState } from 'react'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { TimelineModel } from '#timeline/model/model.ts'

/** A model at one moment: the model itself grows, so what is computed from it depends on the snapshot. */
export interface Snapshot {
  readonly model: TimelineModel
  /** Less than 1 while a long history is still being read. */
  readonly share: number
}

/** So many events are taken at once, in some milliseconds; a longer history is taken bit by bit, and the page goes on meanwhile. */
const AT_ONCE = 2500
/** Then the page may do something else: no hand feels so short a time. */
const PORTION_MS = 10
/** In between, a picture of what has been read so far. */
const PICTURE_MS = 150

interface Held {
  readonly model: TimelineModel
  history: readonly HistoryEvent[]
  episodes: readonly Episode[]
}

/** The model of a history that grows: only what is new of it is read. */
export function useModel(history: readonly HistoryEvent[], episodes: readonly Episode[]): Snapshot {
  const held = useRef<Held | null>(null)
  const [portions, setPortions] = useState(0)

  const snapshot = useMemo((): Snapshot => {
    const holder = holderFor(held.current, history, episodes)
    held.current = holder
    const isWhole = holder.model.take(history, episodes, AT_ONCE)
    return { model: holder.model, share: isWhole ? 1 : holder.model.length / history.length }
    // oxlint-disable-next-line react/exhaustive-deps -- read on after each portion
  }, [history, episodes, portions])

  useEffect(() => {
    if (snapshot.share === 1) return
    return readOn(snapshot.model, history, episodes, () => setPortions((count) => count + 1))
  }, [snapshot, history, episodes])
  return snapshot
}

/** The same holder while history only grows. */
function holderFor(held: Held | null, history: readonly HistoryEvent[], episodes: readonly Episode[]): Held {
  const isSame = held !== null && isPrefix(held.history, history) && isPrefix(held.episodes, episodes)
  if (!isSame) return { model: new TimelineModel(), history, episodes }
  held.history = history
  held.episodes = episodes
  return held
}

function isPrefix<T>(known: readonly T[], now: readonly T[]): boolean {
  if (known === now || known.length === 0) return true
  return known.length <= now.length && known[0] === now[0] && known.at(-1) === now[known.length - 1]
}

/** Portion by portion, with room between them for whatever else the page has to do. */
function readOn(
  model: TimelineModel,
  history: readonly HistoryEvent[],
  episodes: readonly Episode[],
  show: () => void,
): () => void {
  const { port1, port2 } = new MessageChannel()
  let shownAt = performance.now()
  const takePortion = () => {
    const until = performance.now() + PORTION_MS
    let isWhole = false
    while (!isWhole && performance.now() < until) isWhole = model.take(history, episodes, AT_ONCE)
    return isWhole
  }
  port1.onmessage = () => {
    const isWhole = takePortion()
    const isTime = performance.now() - shownAt > PICTURE_MS
    if (isTime) shownAt = performance.now()
    if (isWhole || isTime) show()
    if (!isWhole) port2.postMessage(null)
  }
  port2.postMessage(null)
  return () => port1.close()
}
