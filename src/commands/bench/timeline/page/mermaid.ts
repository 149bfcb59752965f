import mermaid from 'mermaid'
import { frame, painted, panned, slicesOf } from './peer.ts'

mermaid.initialize({ startOnLoad: false, maxTextSize: 1e9, suppressErrorRendering: true })

/** A Gantt chart, a line for a bar; panned as viewers pan an SVG, by its view box. */
window.measurePeer = async (events) => {
  const slices = slicesOf(events)
  const place = document.getElementById('place')
  if (place === null) throw new Error('no place')
  const bars = slices.map(({ id, name, start, end }) => ` ${name} ${id} :${Math.round(start)}, ${Math.round(end)}`)
  const text = ['gantt', ' dateFormat x', ' axisFormat %H:%M:%S', ' section run', ...bars].join('\n')
  await frame()
  const startedAt = performance.now()
  const { svg } = await mermaid.render('chart', text)
  place.innerHTML = svg
  await painted()
  const first = performance.now() - startedAt
  const picture = place.querySelector('svg')
  if (picture === null) throw new Error('mermaid drew nothing')
  const [, , width = 0, height = 0] = (picture.getAttribute('viewBox') ?? '').split(/\s+/).map(Number)
  for (const [name, value] of Object.entries({ width: '1600', height: '900', preserveAspectRatio: 'none' }))
    picture.setAttribute(name, value)
  picture.style.maxWidth = 'none'
  const frames = await panned(60, (share) =>
    picture.setAttribute('viewBox', `0 ${height * 0.9 * share} ${width} ${height / 10}`),
  )
  return { slices: slices.length, first, frames }
}
