import { settingsOf } from '#durable/app-settings.ts'
import type { Build } from '#durable/build.ts'
import { type ClockState, realTime } from '#durable/clock-mode.ts'
import type { HistoryCheck } from '#durable/history-check.ts'
import { type ImportedHistory, NoHistoryError } from '#durable/history-import/imported-history.ts'
import type { Instance } from '#durable/instance.ts'
import type { Connection } from '#wire/connect.ts'
import type { LanguageCalls, OrchestrateAsk } from '#wire/language-calls.ts'
import { FunctionCatalog } from './functions.ts'
import { checkHistory, type Replay } from './history-check.ts'
import { loadAsk } from './load-ask.ts'
import { type NextEpisode, type ReplayedRun, replayedRun } from './replayed-run.ts'

/** What a language worker is asked for when code is only held against histories. */
export type CheckerCalls = Pick<LanguageCalls, 'load' | 'orchestrate' | 'forget'>

/** A loaded build that histories are held against. Nothing it says is committed. */
export interface CheckedApp {
  /** Rejects with a {@link NoHistoryError} for a history of another app, and with what keeps the code from being replayed. */
  check(history: ImportedHistory): Promise<HistoryCheck>
  /** Checks a history and follows the code through it, episode by episode. Rejects as {@link check} does. */
  follow(history: ImportedHistory): Promise<{ readonly check: HistoryCheck; readonly run: ReplayedRun }>
}

/** Loads a build into a language worker of its own. Rejects with the error of loading it. */
export async function openCheckedApp(
  language: Connection<CheckerCalls>,
  build: Build,
  base: string,
  clock: ClockState = realTime,
  mostReplayed: number = MOST_REPLAYED[build.language],
): Promise<CheckedApp> {
  const { defaultVersion, maxOrchestrationActions: maxActions } = settingsOf(build.files)
  const { functions } = await language.call('load', loadAsk(build, base, clock))
  const catalog = new FunctionCatalog(functions)
  let replays = 0
  const opened = (history: ImportedHistory) => {
    const definition = catalog.find('orchestrator', history.name)
    if (!definition) throw new NoHistoryError(ofAnother(history.name, catalog))
    const { instanceId, executionId } = idsOf(history)
    const parentInstanceId = history.parent?.instanceId ?? null
    const unknown = (kind: 'activity' | 'orchestrator', name: string) =>
      catalog.find(kind, name) ? undefined : catalog.unknown(kind, name)
    const facts = { instanceId, executionId, parentInstanceId, unknown, defaultVersion, maxActions }
    const about = { callId: 'check', name: definition.name, instanceId, parentInstanceId }
    const ask = async (ask: Pick<OrchestrateAsk, 'executionId' | 'from' | 'events' | 'knownActions'>) => {
      const answer = await language.call('orchestrate', { ...about, ...ask })
      if ('needHistory' in answer) throw new Error('The language worker asks for a history that it has just been sent.')
      return answer
    }
    const replay: Replay = async (events) => {
      const id = `check ${++replays}`
      const answer = await ask({ executionId: id, from: 0, events, knownActions: 0 })
      await language.call('forget', { executionId: id })
      return answer
    }
    return { facts, ask, replay, name: definition.name, told: withVersion(history, defaultVersion) }
  }
  return {
    async check(history) {
      const { replay, facts, told } = opened(history)
      return checkHistory(replay, facts, told)
    },
    async follow(history) {
      const { replay, ask, facts, name, told } = opened(history)
      const check = await checkHistory(replay, facts, told)
      const executionId = `follow ${++replays}`
      const next: NextEpisode = (from, events, knownActions) => ask({ executionId, from, events, knownActions })
      const run = await replayedRun(next, { ...facts, name }, build.id, check, mostReplayed)
      await language.call('forget', { executionId })
      return { check, run }
    },
  }
}

/** So many events are taken, all replays of one history together: some seconds' worth. */
const MOST_REPLAYED = { javascript: 20_000_000, python: 2_000_000 } as const

/** The ids of an execution, where its file tells them. */
export function idsOf({ instanceId, executionId }: ImportedHistory): Pick<Instance, 'instanceId' | 'executionId'> {
  return { instanceId: instanceId || 'imported', executionId: executionId || 'imported' }
}

/** Where a file tells no version, the instance is taken to have been started without one. */
function withVersion(history: ImportedHistory, version: string | null): ImportedHistory {
  if (version === null || !history.untold.times) return history
  const events = history.events.map((event) => (event.type === 'ExecutionStarted' ? { version, ...event } : event))
  return { ...history, events }
}

function ofAnother(name: string, catalog: FunctionCatalog): string {
  const known = catalog.all.flatMap((each) => (each.kind === 'orchestrator' ? each.durableName : []))
  const has = known.length === 0 ? 'This app has no orchestrator.' : `This app has ${known.join(', ')}.`
  return `This is a history of the orchestrator '${name}'. ${has}`
}
