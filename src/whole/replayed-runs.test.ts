import 'fake-indexeddb/auto'
import { expect, onTestFinished, test } from 'vitest'
import { inspectedBuild } from '#compile/inspected-build.ts'
import { realTime } from '#durable/clock-mode.ts'
import { type CheckerCalls, openCheckedApp } from '#host/checked-app.ts'
import { noServices } from '#host/replay-worker.ts'
import { runInNode } from '#language/javascript/in-node/run-in-node.ts'
import { startWorker } from '#language/javascript/start-worker.ts'
import { samples } from '#samples/samples.ts'
import { openReplays } from '#storage/hub-db.ts'
import { episodesOf, executionsOf, historyOf, instanceOf } from '#storage/queries.ts'
import { openedReplay } from '#storage/replays.ts'
import { connect } from '#wire/connect.ts'
import type { HostServices } from '#wire/language-calls.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { serve } from '#wire/serve.ts'
import { historiesOf, replay } from './replay-histories.ts'
import { playStory, stories } from './sample-stories.ts'
import { buildOf, starter, wholeApp, type WholeApp } from './whole-app.ts'

async function codeOf(sample: string): Promise<Record<string, string>> {
  const files = (await samples.find(({ id }) => id === sample)?.load()) ?? []
  return Object.fromEntries(files.map(({ path, text }) => [path, text]))
}

test.each(stories)('D7 $sample: replayed, its histories are the runs that they were', async (story) => {
  const app = await playStory(story)
  const code = await codeOf(story.sample)
  for (const { instanceId } of await app.db.instances.toArray())
    for (const history of await historiesOf(app, instanceId)) {
      if (history.events.length === 0) continue
      const { executionId } = history
      const { partsAt, episodes, replays } = await replay(app, code, [history])
      expect(partsAt).toBeNull()
      const ran = await episodesOf(app.db, instanceId, executionId)
      expect(episodes.map(({ from, to, trace }) => [from, to, trace])).toEqual(
        ran.map(({ from, to, trace }) => [from, to, trace]),
      )
      expect(await historyOf(replays, instanceId, executionId)).toEqual(history.events)
    }
})

const path = 'src/functions/app.js'
const chain = (second: string) => ({
  [path]: `${starter}
df.app.activity('Bye', { handler: (name) => 'Bye ' + name })
df.app.orchestration('Chain', function* (context) {
  const one = yield context.df.callActivity('Hello', 1)
  const two = yield context.df.callActivity('${second}', 2)
  return yield context.df.callActivity('Hello', 3)
})`,
})

async function ranChain() {
  const app = await wholeApp(chain('Hello'))
  const id = await app.start('POST /api/start/Chain')
  await app.until(id, 'Completed')
  const [history] = await historiesOf(app, id)
  if (!history) throw new Error('it has no history')
  return { app, history }
}

async function standing(app: WholeApp, files: Record<string, string>, at: { readonly buildId: string } & Ids) {
  const { buildId, instanceId, executionId, position } = at
  const build = inspectedBuild(await buildOf(files))
  const ask = { instanceId, executionId, position, until: position, isReplay: true }
  const answer = await app.host.inspect({ ...ask, buildId, build })
  if ('needBuild' in answer) throw new Error('asks for what it was sent')
  return answer.stretches.at(-1)
}

interface Ids {
  readonly instanceId: string
  readonly executionId: string
  readonly position: number
}

test('D7 code is followed to the event at which it parts, and what was told after it has no code', async () => {
  const { app, history } = await ranChain()
  const changed = chain('Bye')
  const { partsAt, episodes, instance, verdict, build, ...ids } = await replay(app, changed, [history])
  expect(history.events[partsAt ?? -1]).toMatchObject({ type: 'TaskScheduled', id: 1, name: 'Hello' })
  expect(episodes.map((episode) => [episode.build === build, episode.trace.yields.length])).toEqual([
    [true, 1],
    [true, 1],
    [false, 0],
    [false, 0],
  ])
  expect(instance).toMatchObject({ name: 'Chain', status: 'Completed', historyLength: history.events.length })
  expect(verdict).toMatchObject({ check: { parting: { why: 'other task', id: 1 } } })

  const at = { ...ids, buildId: build, position: (partsAt ?? 0) + 1 }
  expect(await standing(app, changed, at)).toMatchObject({ end: { kind: 'yielded', awaited: 'callActivity("Bye")' } })
})

test('D7 what is opened next takes the place of what was there, also for who looks on', async () => {
  const { app, history } = await ranChain()
  const half = { ...history, events: history.events.slice(0, 8) }
  const first = await replay(app, chain('Hello'), [half])
  expect(first.instance).toMatchObject({ status: 'Running', output: null, episodes: 2 })
  const at = { buildId: first.build, instanceId: first.instanceId, executionId: first.executionId }
  await standing(app, chain('Hello'), { ...at, position: 8 })

  const other = { ...history, events: history.events.map((event) => ('result' in event ? changed(event) : event)) }
  const second = await replay(app, chain('Hello'), [other])
  expect(await second.replays.instances.count()).toBe(1)
  expect(await historyOf(second.replays, second.instanceId, second.executionId)).toEqual(other.events)
  const stand = await standing(app, chain('Hello'), { ...at, position: 9 })
  expect(stand?.locals).toContainEqual({ name: 'one', text: '"another"' })
})

const changed = <E extends object>(event: E) => ({ ...event, result: '"another"' })

test('a history that the code cannot be replayed against is laid out as it was told', async () => {
  const { app, history } = await ranChain()
  const { partsAt, verdict, episodes, instance } = await replay(app, chain('Hello'), [{ ...history, name: 'Other' }])
  expect(partsAt).toBeNull()
  expect(verdict).toEqual({ failure: expect.stringContaining("orchestrator 'Other'") as string })
  expect(episodes.every(({ build }) => build === '')).toBe(true)
  expect(instance).toMatchObject({ name: 'Other', historyLength: history.events.length })
})

test('an instance that hung when its history was written down is told why', async () => {
  const files = {
    [path]: `${starter}
df.app.orchestration('Chain', function* (context) {
  yield context.df.callActivity('Helo', 1)
})`,
  }
  const app = await wholeApp(files)
  const id = await app.start('POST /api/start/Chain')
  await app.until(id, 'Running')
  await expect.poll(async () => (await app.instance(id)).diagnoses?.length).toBe(1)
  const { instance } = await replay(app, files, await historiesOf(app, id))
  expect(instance?.diagnoses).toEqual((await app.instance(id)).diagnoses)
})

test('histories that belong together are opened together, and the opening is remembered with them', async () => {
  const app = await wholeApp(`${starter}
df.app.orchestration('Again', function* (context) {
  const left = context.df.getInput()
  yield context.df.callActivity('Hello', left)
  if (left > 0) context.df.continueAsNew(left - 1)
})`)
  const id = await app.start('POST /api/start/Again', 2)
  await app.until(id, 'Completed')
  const histories = await historiesOf(app, id)
  expect(histories).toHaveLength(3)
  const [, middle] = histories
  const rest = histories.filter((history) => history !== middle)
  const build = await buildOf({ [path]: `${starter}df.app.orchestration('Again', function* () {})` })
  const ask = { id: 'o2', origin: { kind: 'file', name: 'all.csv' } as const, buildId: build.id, build }
  const opened = await app.host.replay({ ...ask, histories: middle ? [middle, ...rest] : [] })
  expect(opened).toMatchObject({ instanceId: id, executionId: middle?.executionId })
  const replays = openReplays(app.db)
  expect(await executionsOf(replays, id)).toEqual(histories.map(({ executionId }) => executionId))
  expect((await instanceOf(replays, id))?.executionId).toBe(histories[2]?.executionId)
  expect(await openedReplay(replays)).toMatchObject({ id: 'o2', origin: { name: 'all.csv' }, build: build.id })
})

test('D7 of a history too long to be followed whole, the first episodes are and the last', async () => {
  const code = `${starter}
df.app.orchestration('Long', function* (context) {
  for (let i = 0; i < 12; i++) yield context.df.callActivity('Hello', i)
  yield context.df.callActivity('Helo', 12)
})`
  const app = await wholeApp(code)
  const id = await app.start('POST /api/start/Long')
  await expect.poll(async () => (await app.instance(id)).episodes).toBe(13)
  const [history] = await historiesOf(app, id)
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const language = connect<CheckerCalls>(port1, languageAnswers)
  serve<HostServices>(port1, noServices, serviceAsks())
  startWorker(port2, runInNode)
  const build = await buildOf({ [path]: code })
  const checked = await openCheckedApp(language, build, 'http://localhost/', realTime, 60)
  if (!history) throw new Error('it has no history')
  const { run } = await checked.follow(history)
  expect(run.episodes.map(({ trace }) => trace.yields.length)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(run.episodes.every((episode) => episode.build === build.id)).toBe(true)
  const [last] = run.episodes.slice(-1)
  expect(last?.trace).toEqual((await episodesOf(app.db, id, history.executionId))[12]?.trace)
  expect(run.instance).toMatchObject({ status: 'Running', episodes: 13 })
  expect(run.instance.diagnoses).toEqual((await app.instance(id)).diagnoses)
})
