import { expect, test } from 'vitest'
import { emptyResponse } from '#durable/http-message.ts'
import { begun, ended, MAX_EXCHANGES, type Exchange } from './exchanges.ts'

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
