import 'fake-indexeddb/auto'
import { expect, onTestFinished, test } from 'vitest'
import type { Json } from '#base/json.ts'
import type { SourceFile } from '#durable/build.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { readHistories } from '#durable/history-import/read-histories.ts'
import { bodyText } from '#durable/http-message.ts'
import type { RunFile } from '#durable/run-file.ts'
import { eventJson } from '#durable/wire-json/event-json.ts'
import { partingInWords, unnoticedInWords } from '#explain/replay-check.ts'
import { episodesOf, executionsOf, historyOf } from '#storage/queries.ts'
import { openApp } from '#commands/replay/open-app.ts'
import { filesOf } from './sample-app.ts'
import { playStory, stories } from './sample-stories.ts'
import { buildOf, starter, wholeApp, type WholeApp } from './whole-app.ts'

async function checker(files: readonly SourceFile[]) {
  const app = await openApp(files)
  onTestFinished(app.close)
  return app
}

const appFiles = (code: string): SourceFile[] => [
  { path: 'host.json', text: '{ "version": "2.0" }' },
  { path: 'src/functions/app.js', text: starter + code },
]

/** The run as the page saves it. */
async function runFile(app: WholeApp, id: string): Promise<string> {
  const { db } = app
  const row = await app.instance(id)
  const history = await historyOf(db, id, row.executionId)
  const episodes = await episodesOf(db, id, row.executionId)
  const run: RunFile = {
    format: 'durable-playground/run',
    version: 1,
    app: { build: '', files: [] },
    instance: row,
    history,
    episodes,
  }
  return JSON.stringify(run)
}

const statusOf = async (app: WholeApp, id: string) =>
  bodyText(
    await app.send(
      `GET /runtime/webhooks/durabletask/instances/${encodeURIComponent(id)}?showHistory=true&showHistoryOutput=true&showInput=true`,
    ),
  )

/** Rows of a History table as Azure Storage has them: names for types, `_Timestamp`, objects as text. */
function tableRows(id: string, executionId: string, history: readonly HistoryEvent[]): Record<string, Json>[] {
  return history.map((event, i) => {
    const { Timestamp, EventType: _, OrchestrationInstance, ParentInstance, ...rest } = eventJson(event, false)
    return {
      PartitionKey: id,
      RowKey: i.toString(16).padStart(16, '0'),
      ExecutionId: executionId,
      ...(rest as Record<string, Json>),
      EventType: event.type,
      _Timestamp: Timestamp as string,
      Timestamp: '2026-01-01T00:00:00Z',
      OrchestrationInstance: JSON.stringify(OrchestrationInstance ?? null),
      ParentInstance: JSON.stringify(ParentInstance ?? null),
    }
  })
}

const asCsv = (rows: Record<string, Json>[]) => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cell = (value: Json | undefined) =>
    value === undefined || value === null
      ? ''
      : `"${(typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll('"', '""')}"`
  return [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\r\n')
}

test.each(stories)('$sample: its histories fit it, in every dialect', async (story) => {
  const app = await playStory(story)
  const code = await checker(Object.entries(await filesOf(story.sample)).map(([path, text]) => ({ path, text })))
  for (const { instanceId: id } of await app.db.instances.toArray()) {
    const texts = [await runFile(app, id)]
    if (story.sample !== 'versioned') texts.push(await statusOf(app, id)) // which does not tell the version
    for (const executionId of await executionsOf(app.db, id)) {
      const history = await historyOf(app.db, id, executionId)
      const rows = tableRows(id, executionId, history)
      texts.push(JSON.stringify({ value: rows }), asCsv(rows))
      texts.push(JSON.stringify({ history: history.map((event) => eventJson(event, true)) }))
    }
    for (const text of texts)
      for (const history of readHistories(text)) {
        const check = await code.check(history)
        expect([history.dialect, partingInWords(check), unnoticedInWords(check)]).toEqual([
          history.dialect,
          undefined,
          [],
        ])
      }
  }
})

const chain = (second: string, more = '') => `
  df.app.activity('Bye', { handler: (name) => 'Bye ' + name })
  df.app.orchestration('Chain', function* (context) {
    const one = yield context.df.callActivity('Hello', 1)
    ${more}
    const two = yield context.df.${second}
    return [one, two]
  })`

async function chainHistory() {
  const app = await wholeApp(starter + chain("callActivity('Hello', 2)"))
  const id = await app.start('POST /api/start/Chain')
  await app.until(id, 'Completed')
  return { run: await runFile(app, id), status: await statusOf(app, id) }
}

test('D5 where changed code parts from a history, and where nobody notices that it does', async () => {
  const { run, status } = await chainHistory()
  const against = async (code: string, text: string) => {
    const [history] = readHistories(text)
    if (!history) throw new Error('no history')
    const app = await openApp(appFiles(code))
    const check = await app.check(history)
    app.close()
    const { position, at } = check.parting ?? {}
    return [partingInWords(check), position, at?.line, ...unnoticedInWords(check)]
  }
  const line = (starter.match(/\n/g)?.length ?? 0) + 1
  for (const text of [run, status]) {
    expect(await against(chain("callActivity('Hello', 2)"), text)).toEqual([undefined, undefined, undefined])
    expect(await against(chain("callActivity('Bye', 2)"), text)).toEqual([
      "history says task 1 was the activity 'Hello', the code asks for the activity 'Bye'.",
      6,
      line + 5,
    ])
    expect(await against(chain("waitForExternalEvent('Go')"), text)).toEqual([
      "history says task 1 was the activity 'Hello', the code does not ask for it.",
      6,
      line + 5,
    ])
    expect(await against(chain("callActivity('Hello', 3)"), text)).toEqual([
      undefined,
      undefined,
      undefined,
      "Task 1, the activity 'Hello', is asked for with another input now: 3 instead of 2. History counts.",
    ])
    expect(await against(chain("callActivity('Hello', 2)", "throw new Error('no more')"), text)).toEqual([
      "history says task 1 was the activity 'Hello', the code does not ask for it. The code failed before it: no more",
      6,
      line + 4,
    ])
    const longer = chain("callActivity('Hello', 2)").replace(
      'return',
      "yield context.df.callActivity('Bye', 3); return",
    )
    expect((await against(longer, text)).slice(1, 2)).toEqual([10])
    await expect(against('', text)).rejects.toThrow(
      "This is a history of the orchestrator 'Chain'. This app has no orchestrator.",
    )
  }
})

test('D5 tasks that were scheduled at one moment are numbered as the code asks for them', async () => {
  const [fan] = readHistories(
    JSON.stringify({
      name: 'Fan',
      instanceId: 'f',
      historyEvents: [
        { EventType: 'ExecutionStarted', Timestamp: '2026-01-01T00:00:00Z', Input: null, FunctionName: 'Fan' },
        ...['b', 'a'].map((name) => ({
          EventType: 'TaskCompleted',
          Timestamp: '2026-01-01T00:00:02Z',
          ScheduledTime: '2026-01-01T00:00:01Z',
          FunctionName: 'Hello',
          Input: `"${name}"`,
          Result: name,
        })),
        { EventType: 'TimerCreated', Timestamp: '2026-01-01T00:00:01Z', FireAt: '2026-01-02T00:00:00Z' },
        {
          EventType: 'ExecutionCompleted',
          Timestamp: '2026-01-01T00:00:03Z',
          OrchestrationStatus: 'Completed',
          Result: ['a', 'b'],
        },
      ],
    }),
  )
  const code = await checker(
    appFiles(`df.app.orchestration('Fan', function* ({ df }) {
      const timer = df.createTimer(new Date('2026-01-02T00:00:00Z'))
      const both = df.Task.all([df.callActivity('Hello', 'a'), df.callActivity('Hello', 'b')])
      yield df.Task.any([timer, both])
      timer.cancel()
      return both.result
    })`),
  )
  expect(fan?.untold.order).toEqual([[0, 1, 2]])
  const check = fan && (await code.check(fan))
  expect(check?.parting).toBeUndefined()
  expect(check?.unnoticed).toEqual([])
})

test('the host holds code against a history in a worker of its own, and writes nothing', async () => {
  const app = await wholeApp(starter + chain("callActivity('Hello', 2)"))
  const id = await app.start('POST /api/start/Chain')
  await app.until(id, 'Completed')
  const [history] = readHistories(await runFile(app, id))
  if (!history) throw new Error('no history')
  const rows = () => Promise.all([app.db.history.toArray(), app.db.instances.toArray(), app.db.logs.count()])
  const before = await rows()
  const other = await buildOf({ 'src/functions/app.js': starter + chain("callActivity('Bye', 2)") })
  const ask = { buildId: other.id, history }
  expect(await app.host.check({ ...ask, build: null })).toEqual({ needBuild: true })
  expect(await app.host.check({ ...ask, build: other })).toMatchObject({ parting: { position: 6, id: 1 } })
  expect(await app.host.check({ ...ask, build: null })).toMatchObject({ parting: { position: 6, id: 1 } })
  const ofAnother = { ...history, name: 'Other' }
  await expect(app.host.check({ ...ask, build: null, history: ofAnother })).rejects.toThrow('This app has Chain.')
  const broken = await buildOf({ 'src/functions/app.js': "throw new Error('does not load')" })
  await expect(app.host.check({ buildId: broken.id, build: broken, history })).rejects.toThrow('does not load')
  expect(await rows()).toEqual(before)
})
