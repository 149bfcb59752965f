import { expect, test } from 'vitest'
import { retryDelay } from './retry.ts'

const policy = { firstRetryIntervalInMilliseconds: 1000, maxNumberOfAttempts: 5 }
const delays = (more: object, elapsed = 0) =>
  [1, 2, 3, 4].map((attempt) => retryDelay({ ...policy, ...more }, attempt, elapsed))

test('the delay is the same each time unless the policy backs off', () => {
  expect(delays({})).toEqual([1000, 1000, 1000, 1000])
  expect(delays({ backoffCoefficient: 2 })).toEqual([1000, 2000, 4000, 8000])
})

test('the delay stays below the longest that the policy allows, six days when it says nothing', () => {
  expect(delays({ backoffCoefficient: 2, maxRetryIntervalInMilliseconds: 3000 })).toEqual([1000, 2000, 3000, 3000])
  expect(delays({ backoffCoefficient: 1e6 })).toEqual([1000, 518_400_000, 518_400_000, 518_400_000])
})

test('after its time-out a policy has no more delays, and not a millisecond before', () => {
  const timeout = { retryTimeoutInMilliseconds: 60_000 }
  expect(delays(timeout, 59_999)).toEqual([1000, 1000, 1000, 1000])
  expect(delays(timeout, 60_000)).toEqual([undefined, undefined, undefined, undefined])
})
