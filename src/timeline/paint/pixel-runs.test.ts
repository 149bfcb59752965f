import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gravity, MARK_PX, type PixelMark, pixelRunsOf } from './pixel-runs.ts'

const WIDTH = 40
const marks: readonly PixelMark[] = ['faint', 'completed', 'running', 'failed']
const stretch = fc.record({
  left: fc.integer({ min: -10, max: WIDTH + 10 }),
  width: fc.integer({ min: 0, max: WIDTH }),
  mark: fc.constantFrom(...marks),
})

test('each pixel shows the gravest of the marks that lie over it, in whatever order they came', () => {
  fc.assert(
    fc.property(fc.array(fc.array(stretch)), (lanes) => {
      const runs = pixelRunsOf(WIDTH)
      for (const stretches of lanes) {
        for (const { left, width, mark } of stretches) runs.add(left, left + width, mark)
        const shown: (PixelMark | null)[] = Array.from({ length: WIDTH }, () => null)
        runs.drain((left, width, mark) => shown.fill(mark, left, left + width))
        expect(shown).toEqual(Array.from({ length: WIDTH }, (_, x) => gravest(stretches, x)))
      }
    }),
  )
})

function gravest(stretches: readonly { left: number; width: number; mark: PixelMark }[], x: number): PixelMark | null {
  const over = stretches.filter(({ left, width }) => left <= x && x < left + Math.max(width, MARK_PX))
  return over.map(({ mark }) => mark).toSorted((a, b) => gravity(b) - gravity(a))[0] ?? null
}
