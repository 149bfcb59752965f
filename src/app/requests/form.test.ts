import { expect, test } from 'vitest'
import { edited, readyForm, savedForm, withParam, withSaved } from './form.ts'
import type { ReadyMade } from './ready-made.ts'

const ready: ReadyMade = {
  functionName: 'start',
  method: 'POST',
  route: 'api/{name}/{id}',
  params: [
    { name: 'name', value: 'a', choices: ['a', 'b'] },
    { name: 'id', value: '1', choices: [] },
  ],
}
const saved = { id: 's', projectId: 'p', name: 'Mine', method: 'PUT', path: '/api/x', headers: [], body: '1' }

test('parameters fill the address one after the other, and the body stays', () => {
  const written = edited(readyForm(ready), { body: '{}' })
  const filled = withParam(withParam(written, ready, 'name', 'b'), ready, 'id', '2')
  expect(filled.draft).toMatchObject({ url: '/api/b/2', body: '{}' })
})

test('an address edited by hand follows its route no longer', () => {
  expect(edited(readyForm(ready), { url: '/api/other' }).source).toEqual({ kind: 'own' })
  expect(edited(readyForm(ready), { body: '{}' }).source.kind).toBe('ready')
  expect(edited(savedForm(saved), { url: '/api/y' }).source).toEqual({ kind: 'saved', id: 's' })
})

test('saving a saved request again keeps its place and name', () => {
  const other = { ...saved, id: 't' }
  expect(withSaved([saved, other], { ...saved, name: 'x', body: '2' })).toEqual([{ ...saved, body: '2' }, other])
  expect(withSaved([saved], other)).toEqual([saved, other])
})
