import { expect, test } from 'vitest'
import type { FunctionInfo } from '#durable/function-info.ts'
import { listRoutes, someRouteTakes } from './routes.ts'

const app: readonly FunctionInfo[] = [
  httpFunction('api/orchestrators/{name}'),
  httpFunction('api/items/{id:int?}'),
  httpFunction('api/v1.0/files/{*path}'),
  { name: 'hello', kind: 'activity', trigger: 'activityTrigger' },
]

test.each([
  ['/api/orchestrators/chain', true],
  ['/API/Orchestrators/chain/', true],
  ['/api/orchestrators', false],
  ['/api/orchestrators/chain/more', false],
  ['/api/items', true],
  ['/api/items/7', true],
  ['/api/v1.0/files/a/b/c', true],
  ['/api/v1x0/files/a', false],
  ['/api/hello', false],
])('%s has a function: %s', (path, expected) => {
  expect(someRouteTakes(app, path)).toBe(expected)
})

test('the routes there are can be told', () => {
  expect(listRoutes(app)).toContain('  GET,POST /api/orchestrators/{name}')
  expect(listRoutes([])).toBe('No function of this app answers HTTP.')
})

function httpFunction(route: string): FunctionInfo {
  return {
    name: route,
    kind: 'http',
    trigger: 'httpTrigger',
    http: { route, methods: ['GET', 'POST'], authLevel: 'anonymous' },
  }
}
