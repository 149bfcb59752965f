import { expect, test } from 'vitest'
import { emptyResponse, encode, jsonResponse } from '#durable/http-message.ts'
import { allows, entityRequest, noDetails, operations, outcomeOf, requestFor } from './operations.ts'

const root = 'http://localhost:7071/app'
const at = (path: string) => `${root}/runtime/webhooks/durabletask/${path}`

test('each operation is its request of the management API', () => {
  const details = { reason: 'a b', eventName: 'Go/1', data: '' }
  const requests = operations.map((operation) => requestFor(root, 'i/1', operation, details))
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `POST ${at('instances/i%2F1/raiseEvent/Go%2F1')}`,
    `POST ${at('instances/i%2F1/suspend?reason=a%20b')}`,
    `POST ${at('instances/i%2F1/resume?reason=a%20b')}`,
    `POST ${at('instances/i%2F1/terminate?reason=a%20b')}`,
    `POST ${at('instances/i%2F1/rewind?reason=a%20b')}`,
    `POST ${at('instances/i%2F1/restart')}`,
    `DELETE ${at('instances/i%2F1')}`,
  ])
  expect(requests[0]?.body).toEqual(encode('null'))
  expect(entityRequest(root, { name: 'counter', key: '' }, 'add', '1')).toMatchObject({
    method: 'POST',
    url: at('entities/counter/$?op=add').replace('$', '%24'),
  })
  expect(entityRequest(root, { name: 'counter', key: 'k' }, null, '').method).toBe('DELETE')
})

test('only what a state allows is offered', () => {
  const offered = (status: Parameters<typeof allows>[0]) => operations.filter((operation) => allows(status, operation))
  expect(offered('Running')).toEqual(['raiseEvent', 'suspend', 'terminate'])
  expect(offered('Suspended')).toEqual(['raiseEvent', 'resume', 'terminate'])
  expect(offered('Failed')).toEqual(['rewind', 'restart', 'purge'])
  expect(offered('Completed')).toEqual(['restart', 'purge'])
})

test('a refusal is said in words, the host’s own where it has any', () => {
  const texts = [
    emptyResponse(404),
    emptyResponse(410),
    emptyResponse(501),
    emptyResponse(503),
    jsonResponse(500, { Message: 'No', ExceptionMessage: 'because' }),
  ]
  expect(texts.map((response) => outcomeOf(response).text)).toEqual([
    'There is no such instance (404).',
    'The instance has ended already (410).',
    'This is not implemented (501).',
    'The host answered 503.',
    'No: because',
  ])
  expect(outcomeOf(emptyResponse(202))).toEqual({ isDone: true, text: 'Sent.' })
  expect(noDetails.reason).toBe('')
})
