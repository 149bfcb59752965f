import { waitFor, type ActorRefFrom, type SnapshotFrom } from 'xstate'
import type { Diagnostic, SourceFile } from '#durable/build.ts'
import type { ClockMode } from '#durable/clock-mode.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { createProject } from '#project/projects.ts'
import { openHub } from '#storage/hub-db.ts'
import { lastLogLines, type ConsoleLine } from '#storage/queries.ts'
import type { HostAccess } from '../session/host-access.ts'
import type { sessionMachine } from '../session/session.machine.ts'
import { goTo } from '../shell/address-bar.ts'

export type RunResult =
  | { readonly ok: true; readonly functions: readonly FunctionInfo[] }
  /** What has to be mended, at its place; or why the host refused. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly message: string | null }

/** What a program that opened this page may do with it, for `npm run try` and tests: no more than a person can. */
export interface Automation {
  /** Makes a project of the function app in a folder, opens it, and answers with its id. */
  importFolder(name: string, files: readonly SourceFile[]): Promise<string>
  /** Presses Run, and answers when the functions are there or it is known why not. */
  run(): Promise<RunResult>
  setClock(mode: ClockMode): Promise<void>
  /** The lines of the console after the one with this id; -1 is before the first. */
  logs(after: number): Promise<readonly ConsoleLine[]>
}

declare global {
  interface Window {
    durablePlayground?: Automation
  }
}

type Session = ActorRefFrom<typeof sessionMachine>

const opened: { session: Session | null } = { session: null }

/** Call with the session that is on the screen; the answer ends that. */
export function automate(session: Session): () => void {
  opened.session = session
  return () => {
    if (opened.session === session) opened.session = null
  }
}

/** Call when the page can open projects. */
export function offerAutomation(db: PlaygroundDb, hosts: HostAccess): void {
  window.durablePlayground = {
    importFolder: (name, files) => importAndOpen(db, name, files),
    run: () => run(hosts),
    setClock: async (mode) => void (await hosts.call(await openProject(), 'clock', { mode })),
    logs: async (after) => logsAfter(await openProject(), after),
  }
}

async function importAndOpen(db: PlaygroundDb, folder: string, files: readonly SourceFile[]): Promise<string> {
  const { importFolder } = await import('#project/import-folder.ts')
  const app = importFolder(files)
  const { id } = await createProject(db, { name: app.name ?? folder, files: app.files, origin: 'own' })
  goTo({ kind: 'project', projectId: id })
  await until(() => opened.session?.getSnapshot().context.id === id)
  return id
}

async function run(hosts: HostAccess): Promise<RunResult> {
  const id = await openProject()
  const session = await openSession()
  session.send({ type: 'run' })
  const { context } = await waitFor(session, isSettled, { timeout: Infinity })
  const diagnostics = context.diagnostics.filter(({ severity }) => severity === 'error')
  if (diagnostics.length > 0) return { ok: false, diagnostics, message: null }
  const state = await hosts.call(id, 'state', {})
  if (state.phase === 'running') return { ok: true, functions: state.functions }
  return {
    ok: false,
    ...refusal(state.phase === 'failed' ? state : null, context.failure ?? `The host is ${state.phase}.`),
  }
}

/** Why a start failed, at its place when the host knows one. */
function refusal(
  failed: { readonly message: string; readonly file?: string; readonly line?: number } | null,
  otherwise: string,
): { diagnostics: Diagnostic[]; message: string | null } {
  if (failed?.file === undefined) return { diagnostics: [], message: failed?.message ?? otherwise }
  const { message, file, line = 1 } = failed
  return { diagnostics: [{ severity: 'error', message, file, line, column: 1 }], message: null }
}

async function logsAfter(projectId: string, after: number): Promise<readonly ConsoleLine[]> {
  const hub = openHub(projectId)
  try {
    return (await lastLogLines(hub, 1000)).lines.filter(({ id }) => id > after)
  } finally {
    hub.close()
  }
}

async function openSession(): Promise<Session> {
  await until(() => opened.session?.getSnapshot().matches('open') === true)
  if (!opened.session) throw new Error('No project is open.')
  return opened.session
}

async function openProject(): Promise<string> {
  const { id } = (await openSession()).getSnapshot().context
  if (id === null) throw new Error('The open project is a draft; Run makes it one’s own.')
  return id
}

function isSettled(snapshot: SnapshotFrom<typeof sessionMachine>): boolean {
  return (['compiling', 'ready', 'starting'] as const).every((running) => !snapshot.matches({ open: { running } }))
}

/** React mounts the session of a new address when it comes to it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10))
}
