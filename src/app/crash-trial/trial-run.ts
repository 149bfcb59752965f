import { reasonOf } from '#base/reason-of.ts'
import { type Instance, isFinal } from '#durable/instance.ts'
import {
  type CrashPoint,
  crashPoints,
  evenly,
  linesOf,
  type Parting,
  partingOf,
  type Told,
  trialRunOf,
} from '#durable/trial.ts'
import { buildOf } from '#project/builds.ts'
import { faultsOf } from '#project/faults.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { episodesOf, executionsOf, historyOf } from '#storage/queries.ts'
import { i18n } from '../i18n/i18n.ts'
import type { OpenTrial } from '../session/host-access.ts'

/** So many moments are tried at most; of more than that, these are spread evenly. */
const MOST_POINTS = 100

/** A moment that was tried. */
export interface Tried {
  readonly point: CrashPoint
  /** `null` when the crash changed nothing. */
  readonly parting: Parting | null
  /** Why nothing can be said of it. */
  readonly failure?: string
}

/** How far the trial of a run has come. */
export interface TrialView {
  readonly phase: 'beginning' | 'crashing' | 'done' | 'failed'
  /** How many moments the run has, and how many of them are tried. */
  readonly all: number
  readonly chosen: number
  readonly tried: readonly Tried[]
  /** What the repetition without a crash told. */
  readonly told: Told | null
  /** Where it parted from the person's own run: then the run does not depend on its input alone. */
  readonly ownParting: Parting | null
  readonly failure: string | null
}

export const untried: TrialView = {
  phase: 'beginning',
  all: 0,
  chosen: 0,
  tried: [],
  told: null,
  ownParting: null,
  failure: null,
}

export interface TrialSource {
  readonly hub: HubDb
  readonly playground: PlaygroundDb
  readonly projectId: string
  readonly instance: Instance
  readonly openTrial: OpenTrial
}

/** Tries them all and shows each step; answers with the way to end it. */
export function tryCrashes(source: TrialSource, show: (view: TrialView) => void): () => void {
  let end = () => {}
  let isEnded = false
  const run = async () => {
    let view = untried
    const next = (change: Partial<TrialView>) => {
      view = { ...view, ...change }
      if (!isEnded) show(view)
    }
    try {
      const { run: beginning, lines } = await recorded(source)
      const trial = await source.openTrial()
      end = () => trial.end()
      if (isEnded) return trial.end()
      const told = await trial.repeat(beginning, null)
      const all = crashPoints(told.commits)
      const points = evenly(all, MOST_POINTS)
      const hasEnded = isFinal(source.instance.status)
      const own = hasEnded && partingOf({ ...told, lines }, { ...told, lines: told.lines.slice(0, -1) })
      const ownParting = own || null
      next({ phase: 'crashing', all: all.length, chosen: points.length, told, ownParting })
      for (const point of points) {
        if (isEnded) return
        next({ tried: [...view.tried, await outcomeAt(point, told, (crash) => trial.repeat(beginning, crash))] })
      }
      next({ phase: 'done' })
    } catch (error) {
      next({ phase: 'failed', failure: reasonOf(error) })
    } finally {
      end()
    }
  }
  void run()
  return () => {
    isEnded = true
    end()
  }
}

async function outcomeAt(point: CrashPoint, told: Told, repeat: (crash: CrashPoint) => Promise<Told>): Promise<Tried> {
  try {
    return { point, parting: partingOf(told, await repeat(point)) ?? null }
  } catch (error) {
    return { point, parting: null, failure: reasonOf(error) }
  }
}

async function recorded({ hub, playground, projectId, instance }: TrialSource) {
  const { instanceId } = instance
  const executions = await executionsOf(hub, instanceId)
  const histories = await Promise.all(executions.map((id) => historyOf(hub, instanceId, id)))
  const episodes = await episodesOf(hub, instanceId, instance.executionId)
  const buildId = episodes.at(-1)?.build
  const build = buildId === undefined ? undefined : await buildOf(playground, projectId, buildId)
  if (build === undefined) throw new Error(i18n._('The code that ran it is not kept any more.'))
  const run = trialRunOf(instanceId, histories, build, await faultsOf(playground, projectId))
  if (run === undefined) throw new Error(i18n._('Its history has no beginning: it cannot be repeated.'))
  return { run, lines: histories.flatMap(linesOf) }
}
