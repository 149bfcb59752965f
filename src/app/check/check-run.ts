import { reasonOf } from '#base/reason-of.ts'
import type { Build, SourceFile } from '#durable/build.ts'
import type { HistoryCheck } from '#durable/history-check.ts'
import { allTold, type ImportedHistory } from '#durable/history-import/imported-history.ts'
import type { Instance } from '#durable/instance.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { historyOf, recentInstances } from '#storage/queries.ts'
import { i18n } from '../i18n/i18n.ts'
import type { HostAccess } from '../session/host-access.ts'

/** A history that is listed, wherever it came from. */
export interface CheckedRun {
  readonly key: string
  /** A file's name, or an instance's id. */
  readonly name: string
  readonly source: 'hub' | 'file'
  /** Missing when the file held none. */
  readonly history?: ImportedHistory
  readonly state: CheckState
}

export type CheckState =
  | { readonly phase: 'not checked' | 'checking' }
  | { readonly phase: 'checked'; readonly check: HistoryCheck }
  /** It is no history, or of another app, or the code could not be replayed. */
  | { readonly phase: 'failed'; readonly message: string }

const notChecked: CheckState = { phase: 'not checked' }

/** So many of the newest instances are checked in one go. */
export const MOST_INSTANCES = 1_000

/** The histories of a hub's newest instances, as far as they have begun: of one, or of all. */
export async function runsOfHub(hub: HubDb, only?: Instance): Promise<CheckedRun[]> {
  const instances = only ? [only] : await recentInstances(hub, MOST_INSTANCES)
  const runs = await Promise.all(
    instances.map(async (instance): Promise<CheckedRun[]> => {
      const { instanceId, executionId } = instance
      const history = await historyOfExecution(hub, instance, executionId)
      if (history.events.length === 0) return []
      return [{ key: `hub ${instanceId}`, name: instanceId, source: 'hub', history, state: notChecked }]
    }),
  )
  return runs.flat()
}

export async function historyOfExecution(
  hub: HubDb,
  { instanceId, name, parent }: Instance,
  executionId: string,
): Promise<ImportedHistory> {
  const events = await historyOf(hub, instanceId, executionId)
  return { dialect: 'run file', instanceId, executionId, name, ...(parent && { parent }), events, untold: allTold }
}

/** So many files are read in one go. */
export const MOST_FILES = 1_000

/** The histories of files; one that holds none is a row that says why. What reads them is loaded now. */
export async function runsOfFiles(files: readonly File[]): Promise<CheckedRun[]> {
  const runs: CheckedRun[] = []
  for (const file of files.slice(0, MOST_FILES)) runs.push(...(await runsOfFile(file)))
  if (files.length > MOST_FILES)
    runs.push(
      refused(i18n._('More files'), i18n._('Only {most, number} files are read at a time.', { most: MOST_FILES })),
    )
  return runs
}

async function runsOfFile(file: File): Promise<CheckedRun[]> {
  const [{ unpackHistories }, { readHistories }] = await Promise.all([
    import('#project/unpack-histories.ts'),
    import('#durable/history-import/read-histories.ts'),
  ])
  const path = file.webkitRelativePath || file.name // in two folders there may be two of one name
  const historiesIn = (name: string, text: string): CheckedRun[] => {
    try {
      return readHistories(text).map((history) => {
        const key = `file ${name} ${history.instanceId} ${history.executionId}`
        return { key, name, source: 'file', history, state: notChecked }
      })
    } catch (error) {
      return [refused(name, reasonOf(error))]
    }
  }
  try {
    const texts = unpackHistories(path, new Uint8Array(await file.arrayBuffer()))
    return texts.flatMap(({ name, text }) => historiesIn(name, text))
  } catch (error) {
    return [refused(path, reasonOf(error))]
  }
}

function refused(name: string, message: string): CheckedRun {
  return { key: `file ${name}`, name, source: 'file', state: { phase: 'failed', message } }
}

/** Compiles the code as it is written now. Rejects with the first of what does not compile. */
export async function compiled(files: readonly SourceFile[]): Promise<Build> {
  const [{ compileApp }, { entryFiles }] = await Promise.all([
    import('#compile/compile.ts'),
    import('#project/function-app.ts'),
  ])
  const result = await compileApp(files, entryFiles(files))
  if (result.ok) return result.build
  const [first] = result.diagnostics
  const place = first ? `${first.file}:${first.line}: ${first.message}` : ''
  throw new Error(i18n._('Your code does not compile. {place}', { place }))
}

/** Holds a build against one history. The build is sent when the host does not have it. */
export async function checked(
  hosts: HostAccess,
  projectId: string,
  build: Build,
  history: ImportedHistory,
): Promise<CheckState> {
  try {
    const ask = { buildId: build.id, history }
    const answer = await hosts.call(projectId, 'check', { ...ask, build: null })
    const check = 'needBuild' in answer ? await hosts.call(projectId, 'check', { ...ask, build }) : answer
    if ('needBuild' in check) throw new Error('The host asks for code that it has just been sent.')
    return { phase: 'checked', check }
  } catch (error) {
    return { phase: 'failed', message: reasonOf(error) }
  }
}
