import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { Fault } from '#durable/fault.ts'
import type { TrialRun } from '#durable/trial.ts'
import { repeat } from '#host/crash-trial.ts'
import { expectNothingChanged, trial, trialWorld } from './crash-trials.ts'
import { stories } from './sample-stories.ts'
import { buildOf, starter } from './whole-app.ts'

test.each(stories)('X9 a crash at every event of $sample changes nothing', { timeout: 120_000 }, async (story) => {
  await expectNothingChanged(story)
})

test('X9 what only a worker remembers is found: the crash that loses it, and what it changed', async () => {
  const code = `${starter}
    let count = 0
    df.app.activity('Count', { handler: () => ++count })
    df.app.orchestration('Forgets', function* (context) {
      return [yield context.df.callActivity('Count'), yield context.df.callActivity('Count')]
    })`
  const build = await buildOf({ 'src/functions/app.js': code })
  const run: TrialRun = { build, name: 'Forgets', instanceId: 'one', input: null, faults: [], raised: [] }
  const { told, partings } = await trial(run)
  expect(told.lines).toContain('is Completed: [1,2]')
  expect(partings[0]).toEqual({ commit: 1, moment: 'after', expected: '#1 answers 2', found: '#1 answers 1' })
})

test('X9 an approval comes in its time again, and a run that waits for ever is told so', async () => {
  const code = `${starter}
    df.app.orchestration('Approve', function* (context) {
      const due = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 3600000))
      const approval = context.df.waitForExternalEvent('Approval')
      const winner = yield context.df.Task.any([approval, due])
      if (winner === approval) due.cancel()
      return winner === approval
    })
    df.app.orchestration('Waits', function* (context) { return yield context.df.waitForExternalEvent('Never') })`
  const build = await buildOf({ 'src/functions/app.js': code })
  const about = { build, name: 'Approve', instanceId: 'one', input: null, faults: [] }
  const raised = (after: number) => [{ name: 'Approval', input: null, after }]
  const early = await trial({ ...about, raised: raised(1_800_000) })
  expect([early.told.lines.at(-2), early.partings]).toEqual(['is Completed: true', []])
  const late = await repeat(trialWorld(build), { ...about, raised: raised(7_200_000) }, null)
  expect(late.lines).toContain('is Completed: false')
  const waits = await repeat(trialWorld(build), { ...about, name: 'Waits', raised: [] }, { commit: 0, moment: 'after' })
  expect(waits).toMatchObject({ isWaiting: true, status: 'Running' })
})

test('X9 what goes wrong on purpose goes wrong in each repetition, and a crash changes nothing about it', async () => {
  const code = `${starter}
    df.app.orchestration('Retry', function* (context) {
      return yield context.df.callActivityWithRetry('Hello', new df.RetryOptions(1000, 3), 1)
    })`
  const build = await buildOf({ 'src/functions/app.js': code })
  const fault: Fault = {
    id: 'f',
    functionName: 'Hello',
    when: { kind: 'first', count: 2 },
    does: { kind: 'fail' },
    isOn: true,
  }
  const run = { build, name: 'Retry', instanceId: 'one', input: null, faults: [fault], raised: [] }
  const { told, partings } = await trial(run)
  expect(told.lines.filter((line) => line.includes('Injected fault'))).toHaveLength(2)
  expect(partings).toEqual([])
})
