import 'fake-indexeddb/auto'
import { expect, onTestFinished } from 'vitest'
import type { Build } from '#durable/build.ts'
import {
  type CrashPoint,
  crashPoints,
  type Parting,
  partingOf,
  type Told,
  type TrialRun,
  trialRunOf,
} from '#durable/trial.ts'
import { repeat, type TrialWorld } from '#host/crash-trial.ts'
import { executionsOf, historyOf } from '#storage/queries.ts'
import { filesOf } from './sample-app.ts'
import { playStory, type Story } from './sample-stories.ts'
import { buildOf, now, sandboxless, type WholeApp } from './whole-app.ts'

/** What became of a run, and of its repetitions with a crash. */
export interface Trial {
  readonly run: TrialRun
  readonly told: Told
  readonly points: readonly CrashPoint[]
  /** Where a repetition told something else. */
  readonly partings: readonly (CrashPoint & Parting)[]
}

/** Repeats a run with a crash at every event. */
export async function trial(run: TrialRun): Promise<Trial> {
  const world = trialWorld(run.build)
  const told = await repeat(world, run, null)
  const points = crashPoints(told.commits)
  const partings: (CrashPoint & Parting)[] = []
  for (const point of points) {
    const parting = partingOf(told, await repeat(world, run, point))
    if (parting) partings.push({ ...point, ...parting })
  }
  return { run, told, points, partings }
}

/** Repeats each orchestration of an app that no other began, with a crash at every event. The app is stopped before. */
export async function trialsOf(app: WholeApp, build: Build): Promise<Trial[]> {
  await app.host.stop({})
  const begun = (await app.db.instances.toArray()).filter(({ parent }) => parent === undefined)
  const trials: Trial[] = []
  for (const { instanceId } of begun) trials.push(await trial(await runOf(app, instanceId, build)))
  return trials
}

/** Holds that a crash at whichever event of a story changes nothing about it. */
export async function expectNothingChanged(story: Story): Promise<void> {
  const trials = await trialsOf(await playStory(story), await buildOf(await filesOf(story.sample)))
  expect(trials).toHaveLength(story.starts.length)
  for (const { told, points, partings } of trials) {
    expect(told.status).toBe('Completed')
    expect(points.length).toBeGreaterThanOrEqual(4)
    expect(partings).toEqual([])
  }
}

/** The run that an instance of an app tells of. */
async function runOf(app: WholeApp, instanceId: string, build: Build): Promise<TrialRun> {
  const executions = await executionsOf(app.db, instanceId)
  const histories = await Promise.all(executions.map((id) => historyOf(app.db, instanceId, id)))
  const run = trialRunOf(instanceId, histories, build)
  if (!run) throw new Error('it has no beginning')
  return run
}

export function trialWorld({ language }: Pick<Build, 'language'>): TrialWorld {
  const { spawn, kill } = sandboxless()
  onTestFinished(async () => void (await kill({ language })))
  return { spawn, kill, base: 'http://localhost:7071/', now }
}
