import { expect, test } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { checkStatusOf, manageRequest, raiseEventRequest, statusRequest } from './check-status.ts'

const origin = 'http://localhost:7071'
const base = `${origin}/runtime/webhooks/durabletask/instances/abc`
const payload = {
  id: 'abc',
  statusQueryGetUri: `${base}?code=x`,
  sendEventPostUri: `${base}/raiseEvent/{eventName}?code=x`,
  terminatePostUri: `${base}/terminate?reason={text}&code=x`,
  purgeHistoryDeleteUri: `${base}?code=x`,
}

test('a check-status payload is known by its id and its status address', () => {
  const found = checkStatusOf(JSON.stringify(payload), origin)
  expect(found).toMatchObject({ id: 'abc', sendEventPostUri: payload.sendEventPostUri })
  expect(found && statusRequest(found)).toEqual({ method: 'GET', url: `${base}?code=x`, headers: [], body: null })
})

test('addresses elsewhere are not followed', () => {
  const foreign = { ...payload, statusQueryGetUri: 'https://example.com/status' }
  expect(checkStatusOf(JSON.stringify(foreign), origin)).toBeUndefined()
  const mixed = { ...payload, terminatePostUri: 'https://example.com/terminate' }
  expect(checkStatusOf(JSON.stringify(mixed), origin)).not.toHaveProperty('terminatePostUri')
})

test('other bodies are none', () => {
  for (const body of ['', 'null', '[1]', '"x"', '{"id":"x"}', '{']) expect(checkStatusOf(body, origin)).toBeUndefined()
})

test('the reason of a termination is written into its address', () => {
  expect(manageRequest('POST', payload.terminatePostUri, 'no & more').url).toBe(
    `${base}/terminate?reason=no%20%26%20more&code=x`,
  )
})

test('an event is raised by name with JSON data, null when there is none', () => {
  const raised = raiseEventRequest(payload.sendEventPostUri, 'Approval/1', '{"ok":true}')
  expect(raised.url).toBe(`${base}/raiseEvent/Approval%2F1?code=x`)
  expect(raised.headers).toEqual([['Content-Type', 'application/json']])
  expect(bodyText(raised)).toBe('{"ok":true}')
  expect(bodyText(raiseEventRequest(payload.sendEventPostUri, 'Go', '  '))).toBe('null')
})
