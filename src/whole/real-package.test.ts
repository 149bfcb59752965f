import { expect, test } from 'vitest'
import { withRealDurableFunctions } from '#language/javascript/testing/real-durable-functions.ts'
import { appOf, programs } from './programs.ts'
import { story } from './story.ts'
import { wholeApp } from './whole-app.ts'

test.each(Object.entries(programs))('the real package and ours write the same history: %s', async (_name, program) => {
  const ours = await story(program)
  expect(await withRealDurableFunctions(() => story(program))).toEqual(ours)
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
  expect(await withRealDurableFunctions(ask)).toEqual(ours)
  expect(ours.slice(1)).toEqual([200, '{"b":2}'])
})
