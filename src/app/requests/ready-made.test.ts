import { expect, test } from 'vitest'
import type { FunctionInfo } from '#durable/function-info.ts'
import { draftOf, readyMade } from './ready-made.ts'

test('each HTTP function gets a request with the method it lists first', () => {
  const ready = readyMade([
    http('StartChaining', 'api/StartChaining', 'POST'),
    http('Hello', 'api/hi', 'GET', 'POST'),
    http('Any', 'api/any'),
  ])
  expect(ready.map((one) => [one.functionName, draftOf(one).method, draftOf(one).url])).toEqual([
    ['StartChaining', 'POST', '/api/StartChaining'],
    ['Hello', 'GET', '/api/hi'],
    ['Any', 'GET', '/api/any'],
  ])
})

test('an orchestrator in the route is one of the orchestrators there are, and is started by POST', () => {
  const [ready] = readyMade([
    orchestrator('chaining'),
    orchestrator('fan out'),
    http('httpStart', 'api/orchestrators/{orchestratorName}', 'GET', 'POST'),
  ])
  expect(ready?.params).toEqual([{ name: 'orchestratorName', value: 'chaining', choices: ['chaining', 'fan out'] }])
  expect(ready && draftOf(ready)).toMatchObject({ method: 'POST', url: '/api/orchestrators/chaining' })
  expect(ready && draftOf(ready, { orchestratorName: 'fan out' }).url).toBe('/api/orchestrators/fan%20out')
})

test('an orchestration id is no orchestrator name', () => {
  const [ready] = readyMade([orchestrator('chaining'), http('Status', 'api/status/{orchestrationId}', 'GET')])
  expect(ready?.params).toEqual([{ name: 'orchestrationId', value: 'orchestrationId', choices: [] }])
})

test('other route parameters are filled as their constraints ask', () => {
  const [ready] = readyMade([http('Order', 'api/orders/{id:int}/{on:bool}/{page:range(1,5)=3}/{name}/{*rest}', 'GET')])
  expect(ready && draftOf(ready).url).toBe('/api/orders/1/true/3/name')
  expect(ready && draftOf(ready, { rest: 'a b/c', name: 'x/y' }).url).toBe('/api/orders/1/true/3/x%2Fy/a%20b/c')
})

test('an optional parameter is left out', () => {
  const [ready] = readyMade([http('Maybe', 'api/maybe/{id:int?}', 'GET')])
  expect(ready && draftOf(ready).url).toBe('/api/maybe')
})

function http(name: string, route: string, ...methods: string[]): FunctionInfo {
  return { name, kind: 'http', trigger: 'httpTrigger', http: { route, methods, authLevel: 'anonymous' } }
}

function orchestrator(name: string): FunctionInfo {
  return { name, kind: 'orchestrator', trigger: 'orchestrationTrigger' }
}
