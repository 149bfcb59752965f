import { expect, test } from 'vitest'
import { requestFilesOf } from './http-files.ts'

test('the .http files of a project are its own requests, with their variables and bodies', () => {
  const [file, ...more] = requestFilesOf([
    { path: 'tests/start.http', text: '@at = /api\n@n = {{id}}\n\nPOST {{at}}/x?n={{n}}\n\n< ./order.json' },
    { path: 'tests/order.json', text: '{ "n": "{{at}}" }' },
    { path: 'empty.http', text: '' },
    { path: 'a.ts', text: 'GET /' },
  ])
  const [request] = file?.requests ?? []
  expect(more).toEqual([])
  expect(request && file?.draftOf(request)).toEqual({
    method: 'POST',
    url: '/api/x?n={{id}}',
    headers: [],
    body: '{ "n": "/api" }',
  })
})
