import { useEffect, useRef } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { toLayout } from '#timeline/layout.ts'
import { type MarkId, type MarkSample, markSamples, SAMPLE_MS, SAMPLE_NOW } from '#timeline/mark-samples.ts'
import { paintRows } from '#timeline/paint.ts'
import { AXIS_HEIGHT, canvasPen, type Theme } from '#timeline/pen.ts'
import { newRunModel } from '#timeline/run-model.ts'
import { scaleOf } from '#timeline/scale.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './mark-gallery.module.css'
import { useCanvasTheme } from './read-theme.ts'

/** Every mark of the timeline as its own painter draws it, with what it means: nobody can forget to keep it true. */
export function MarkGallery() {
  const theme = useCanvasTheme()
  return (
    <ul className={styles['gallery']} aria-label={i18n._('What the marks mean')}>
      {markSamples.map((sample) => (
        <li key={sample.id}>
          {theme && <MarkCanvas sample={sample} theme={theme} />}
          <span>{markInWords(sample.id)}</span>
        </li>
      ))}
    </ul>
  )
}

const WIDTH = 112 as CssPx

function MarkCanvas({ sample, theme }: { readonly sample: MarkSample; readonly theme: Theme }) {
  const ref = useRef<HTMLCanvasElement>(null)
  const layout = layoutOf(sample)
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context) return
    const ratio = window.devicePixelRatio
    context.setTransform(ratio, 0, 0, ratio, 0, -AXIS_HEIGHT * ratio)
    context.clearRect(0, 0, WIDTH, layout.height + AXIS_HEIGHT)
    paintRows(canvasPen(context), {
      layout,
      theme,
      scale: scaleOf({ from: 0 as EpochMs, to: SAMPLE_MS as EpochMs }, WIDTH),
      origin: 0 as EpochMs,
      now: SAMPLE_NOW,
      height: (layout.height + AXIS_HEIGHT) as CssPx,
      scrollTop: 0 as CssPx,
      line: null,
      textOf: () => '',
    })
  })
  const ratio = window.devicePixelRatio
  return (
    <canvas
      ref={ref}
      aria-hidden
      width={WIDTH * ratio}
      height={layout.height * ratio}
      style={{ inlineSize: WIDTH, blockSize: layout.height }}
    />
  )
}

/** The episodes of a sample are there to explain the others; they are drawn where they are the point. */
function layoutOf({ id, history, episodes }: MarkSample) {
  const { groups, spotOf } = newRunModel()(history, episodes)
  return toLayout({ spotOf, groups: groups.filter((group) => (group.kind === 'episode') === (id === 'episode')) })
}

function markInWords(id: MarkId): string {
  switch (id) {
    case 'episode':
      return i18n._('Episode: grey ran again from history, bright is new code')
    case 'completed':
      return i18n._('Activity, completed')
    case 'failed':
      return i18n._('Activity, failed')
    case 'running':
      return i18n._('Activity, still running')
    case 'cancelled':
      return i18n._('Given up: the orchestration ended first')
    case 'retry':
      return i18n._('Tried again: failed attempt, back-off, next attempt')
    case 'timer':
      return i18n._('Timer: filled to now, hollow to the time it is due')
    case 'wait':
      return i18n._('Waiting for an external event')
    case 'arrival':
      return i18n._('External event, arrived')
    case 'subOrchestration':
      return i18n._('Sub-orchestration')
    case 'fanOut':
      return i18n._('Fan-out: how many ran at a time, and where all came together')
    case 'anyJoin':
      return i18n._('Task.any: the first one counts, the others are dimmed from there on')
    case 'suspension':
      return i18n._('Suspended, and resumed')
    case 'termination':
      return i18n._('Terminated')
  }
}
