import { expect, test } from 'vitest'
import { emptyResponse } from '#durable/http-message.ts'
import { answersOf, begun, ended, isWaiting, MAX_EXCHANGES, triedAgain, type Exchange } from './exchanges.ts'

const request = { method: 'GET', url: 'http://localhost:7071/api/x', headers: [], body: null }

test('the newest exchange comes first and the oldest are forgotten', () => {
  let list: readonly Exchange[] = []
  for (let id = 0; id < MAX_EXCHANGES + 5; id += 1) list = begun(list, id, request)
  expect(list).toHaveLength(MAX_EXCHANGES)
  expect(list[0]?.id).toBe(MAX_EXCHANGES + 4)
})

test('an answer that comes after one has given up is dropped', () => {
  const givenUp = ended(begun([], 1, request), 1, { kind: 'given up' })
  expect(ended(givenUp, 1, { kind: 'answered', response: emptyResponse(200), took: 5 })).toEqual(givenUp)
})

test('an answer ends its own exchange and no other', () => {
  const list = ended(begun(begun([], 1, request), 2, request), 1, { kind: 'failed', message: 'no host' })
  expect(list.map(({ outcome }) => outcome.kind)).toEqual(['waiting', 'failed'])
})

test('an answer that is not yet the one keeps the exchange waiting, and is counted', () => {
  const running = emptyResponse(202)
  const polled = triedAgain(triedAgain(begun([], 1, request), 1, running), 1, running)
  expect(polled[0]?.outcome).toEqual({ kind: 'waiting', polled: { times: 2, last: running } })
  expect(isWaiting(polled, 1)).toBe(true)
  expect(isWaiting(ended(polled, 1, { kind: 'given up' }), 1)).toBe(false)
})

test('answers are what was answered, with the names of their requests', () => {
  const list = ended(begun(begun([], 1, request, 'start'), 2, request), 1, {
    kind: 'answered',
    response: emptyResponse(200),
    took: 1,
  })
  expect(answersOf(list)).toEqual([{ name: 'start', response: emptyResponse(200) }])
})
