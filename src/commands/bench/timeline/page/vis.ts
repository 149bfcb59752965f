import { DataSet } from 'vis-data/peer'
import { Timeline } from 'vis-timeline/peer'
import 'vis-timeline/styles/vis-timeline-graph2d.min.css'
import { frame, painted, panned, rangeOf, slicesOf } from './peer.ts'

/** Rows by name and without stacking: the cheapest setting that is still a picture of the run. */
window.measurePeer = async (events) => {
  const slices = slicesOf(events)
  const { from, to } = rangeOf(slices)
  const place = document.getElementById('place')
  if (place === null) throw new Error('no place')
  const names = [...new Set(slices.map(({ name }) => name))]
  await frame()
  const startedAt = performance.now()
  const items = new DataSet(
    slices.map(({ id, name, start, end }) => ({
      id,
      group: name,
      content: name,
      start,
      end: Math.max(end, start + 1),
    })),
  )
  const options = { height: '900px', showCurrentTime: false, stack: false, zoomMin: 1, start: from, end: to }
  const timeline = new Timeline(place, items, new DataSet(names.map((id) => ({ id, content: id }))), options)
  while (document.querySelector('.vis-item.vis-range') === null) await frame()
  await painted()
  const first = performance.now() - startedAt
  const tenth = (to - from) / 10
  const frames = await panned(60, (share) => {
    const start = from + share * (to - from - tenth)
    timeline.setWindow(start, start + tenth, { animation: false })
  })
  return { slices: slices.length, first, frames }
}
