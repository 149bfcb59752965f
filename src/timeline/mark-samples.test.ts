import { expect, test } from 'vitest'
import type { CssPx, EpochMs } from '#base/units.ts'
import { toLayout } from './layout.ts'
import { markSamples, SAMPLE_MS, SAMPLE_NOW } from './mark-samples.ts'
import { paintRows } from './paint.ts'
import { newRunModel } from './run-model.ts'
import { scaleOf } from './scale.ts'
import { plainTheme, recorder } from './testing.ts'

function drawn({ history, episodes, id }: (typeof markSamples)[number]): string[] {
  const { groups, spotOf } = newRunModel()(history, episodes)
  const { pen, log } = recorder()
  paintRows(pen, {
    layout: toLayout({ spotOf, groups: groups.filter(({ kind }) => (kind === 'episode') === (id === 'episode')) }),
    scale: scaleOf({ from: 0 as EpochMs, to: SAMPLE_MS as EpochMs }, 100 as CssPx),
    origin: 0 as EpochMs,
    now: SAMPLE_NOW,
    height: 500 as CssPx,
    scrollTop: 0 as CssPx,
    theme: plainTheme,
    line: null,
    textOf: () => '',
  })
  return log
}

test('every mark is drawn, and no two look the same', () => {
  const pictures = markSamples.map((sample) => drawn(sample).join('\n'))
  expect(pictures).not.toContain('')
  expect(new Set(pictures).size).toBe(markSamples.length)
})
