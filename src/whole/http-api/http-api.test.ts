import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bodyText, encode } from '#durable/http-message.ts'
import { type WholeApp, wholeApp } from '../whole-app.ts'
import { differences } from './ask-all.ts'
import { appOf, type Ask, chaptersOf } from './conversation.ts'

const document = readFileSync(new URL('./http-api.md', import.meta.url), 'utf8')

test('M12 M13 the door answers as the document says, character by character, while the app runs and when it does not', async () => {
  const { running, stopped } = chaptersOf(document)
  expect(running.length + stopped.length).toBeGreaterThan(120)
  const app = await wholeApp(appOf(document))
  expect(await differences(running, 'door', doorOf(app), await keysOf(app))).toEqual([])
  await app.host.stop({})
  expect(await differences(stopped, 'door', doorOf(app), {})).toEqual([])
})

function doorOf({ host }: WholeApp): Ask {
  return async ({ method, path, headers, body }) => {
    const url = `http://localhost:7071${path}`
    const { response } = await host.http({
      request: { method, url, headers, body: body === null ? null : encode(body) },
    })
    return { status: response.status, headers: response.headers, text: bodyText(response) }
  }
}

async function keysOf({ host }: WholeApp): Promise<Record<string, string>> {
  const state = await host.state({})
  const functions = state.phase === 'running' ? state.functions : []
  return Object.fromEntries(functions.map(({ name, http }) => [name, http?.key ?? '']))
}
