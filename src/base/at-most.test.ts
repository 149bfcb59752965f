import { expect, test } from 'vitest'
import { atMost } from './at-most.ts'
import { deferred } from './deferred.ts'

test('so many run at once, the others in order, and one that fails makes room too', async () => {
  const run = atMost(2)
  const begun: number[] = []
  const works = [0, 1, 2, 3].map(() => deferred<string>())
  const results = works.map((work, i) => run(() => (begun.push(i), work.promise)))
  expect(begun).toEqual([0, 1])
  works[1]?.reject(new Error('no'))
  await expect(results[1]).rejects.toThrow('no')
  expect(begun).toEqual([0, 1, 2])
  for (const i of [2, 0, 3]) works[i]?.resolve('done')
  expect(await Promise.all([results[0], results[2], results[3]])).toEqual(['done', 'done', 'done'])
  expect(begun).toEqual([0, 1, 2, 3])
})
