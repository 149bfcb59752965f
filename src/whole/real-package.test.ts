import { expect, test } from 'vitest'
import type { HistoryEvent } from '#durable/history-event.ts'
import { useRealDurableFunctions } from '#language/javascript/testing/real-durable-functions.ts'
import { appOf, play, type Program, programs } from './programs.ts'
import { wholeApp } from './whole-app.ts'

/** A program's outcome and history in words that do not change from run to run. */
async function story(program: Program): Promise<unknown> {
  const { app, id } = await play(program)
  const { status, output, customStatus, executionId } = await app.instance(id)
  const history = plain(await app.history(id))
  const rename = renaming([id, executionId])
  return JSON.parse(rename(withoutFrames(JSON.stringify({ status, output, customStatus, history }))))
}

/** Stacks go through the packages' own files. */
function withoutFrames(json: string): string {
  return json.replace(/(?:\\+n *at [^\\"]*)+/g, '')
}

/** Without times, frames of episodes and stacks; completions that came close together in the order of their tasks. */
function plain(history: readonly HistoryEvent[]): unknown[] {
  const kept = history.filter(({ type }) => !type.startsWith('Orchestrator'))
  const told = kept.map((event): Record<string, unknown> => {
    const { at: _at, fireAt: _fireAt, details: _details, ...rest } = { fireAt: 0, details: '', ...event }
    return rest
  })
  for (let from = 0; from < told.length; from++) {
    let to = from
    while (told[to] && told[to]?.['taskScheduledId'] !== undefined) to++
    const inOrder = told.slice(from, to).toSorted((a, b) => Number(a['taskScheduledId']) - Number(b['taskScheduledId']))
    told.splice(from, to - from, ...inOrder)
    from = Math.max(from, to)
  }
  return told
}

/** Ids that chance or the clock made, by the order in which they come. */
function renaming(known: readonly string[]): (text: string) => string {
  const names = new Map(known.map((id, i) => [id, `id-${i}`]))
  return (text) =>
    text.replace(/[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => {
      const name = names.get(id) ?? `id-${names.size}`
      names.set(id, name)
      return name
    })
}

test.each(Object.entries(programs))('the real package and ours write the same history: %s', async (_name, program) => {
  const ours = await story(program)
  useRealDurableFunctions()
  expect(await story(program)).toEqual(ours)
})

test('the real client and ours ask the same of the host', async () => {
  const code = `${appOf('return yield context.df.waitForExternalEvent("go")')}
    app.http('Client', { extraInputs: [df.input.durableClient()], handler: async (request, context) => {
      const client = df.getClient(context)
      const said = []
      const tell = async (what) => { try { said.push(await what()) } catch (e) { said.push(e.message) } }
      const id = await client.startNew('Program', { instanceId: 'mine', input: { a: 1 }, version: '2' })
      for (;;) { const { runtimeStatus } = await client.getStatus(id); if (runtimeStatus === 'Running') break }
      await tell(() => client.getStatus('nobody'))
      await tell(() => client.startNew('Nope'))
      await tell(() => client.startNew('Program', { instanceId: 'mine' }))
      await tell(() => client.rewind(id, 'r'))
      await tell(() => client.rewind('nobody', 'r'))
      await tell(() => client.suspend('nobody', 'r'))
      await tell(() => client.resume(id, 'r'))
      await tell(() => client.raiseEvent('nobody', 'go', 1))
      await tell(() => client.readEntityState(new df.EntityId('Counter', 'none')))
      await tell(() => client.signalEntity(new df.EntityId('Counter', 'k'), 'add', 5))
      await tell(() => client.purgeInstanceHistory('nobody'))
      await tell(() => client.purgeInstanceHistoryBy({ createdTimeFrom: new Date(0), runtimeStatus: ['Completed'] }))
      await tell(async () => (await client.getStatusAll()).length)
      await tell(async () => (await client.getStatusBy({ runtimeStatus: ['Completed'] })).length)
      await tell(() => client.raiseEvent(id, 'go', { b: 2 }))
      const end = await client.waitForCompletionOrCreateCheckStatusResponse(request, id, { timeoutInMilliseconds: 5000, retryIntervalInMilliseconds: 10 })
      await tell(() => client.raiseEvent(id, 'go', 1))
      await tell(() => client.terminate(id, 'late'))
      await tell(() => client.purgeInstanceHistory(id))
      return { jsonBody: [said, end.status, await end.text()] }
    } })`
  const ask = async () => {
    const running = await wholeApp(code)
    const { status, body } = await running.send('GET /api/Client')
    expect(status).toBe(200)
    return JSON.parse(new TextDecoder().decode(body ?? undefined)) as unknown[]
  }
  const ours = await ask()
  useRealDurableFunctions()
  expect(await ask()).toEqual(ours)
  expect(ours.slice(1)).toEqual([200, '{"b":2}'])
})
