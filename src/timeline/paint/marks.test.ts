import { expect, test, vi } from 'vitest'
import type { CssPx } from '#base/units.ts'
import { namedTheme, plainWords, recorder } from '../testing.ts'
import { markExamples, pictureOf } from './mark-examples.ts'
import { barMarks, headMarks, layersBehind, layersOver, markIds, touchMarks } from './marks.ts'
import { paint } from './paint.ts'
import { sceneOf } from './picture.ts'

type Paint = (...given: never[]) => void
const tables: readonly object[] = [barMarks, touchMarks, headMarks, layersBehind, layersOver]

/** How many strokes the painters of a mark make while `draw` runs. */
function strokesOf(mark: string, draw: () => void, log: readonly string[]): number {
  let strokes = 0
  const spies = tables.flatMap((table) => {
    const painters = table as Record<string, Paint>
    const real = painters[mark]
    if (real === undefined) return []
    const counted: Paint = (...given) => {
      const before = log.length
      real(...given)
      strokes += log.length - before
    }
    return [vi.spyOn(painters, mark).mockImplementation(counted)]
  })
  draw()
  for (const spy of spies) spy.mockRestore()
  return strokes
}

test.each(markIds)('the mark "%s" is drawn in every example of it', (mark) => {
  const examples = markExamples()[mark]
  expect(examples).not.toEqual([])
  for (const example of examples) {
    const { pen, log } = recorder()
    const scene = sceneOf({ ...pictureOf(example), width: 300 as CssPx, theme: namedTheme, words: plainWords })
    expect(
      strokesOf(mark, () => paint(pen, scene), log),
      example.face,
    ).toBeGreaterThan(0)
  }
})
