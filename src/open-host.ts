import languageWorkerUrl from 'iife:#language/javascript/javascript.worker.ts'
import { lastLeftAt } from '#app/session/on-leaving.ts'
import { lastRunnableBuild } from '#project/builds.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { projectOf } from '#project/projects.ts'
import { openSandbox, type Sandbox } from '#sandbox/sandbox.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls, StartHost, WorkerPurpose } from '#wire/host-calls.ts'
import { hostAnswers, pageAsks } from '#wire/parse-host.ts'
import { serve } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'

/**
 * Starts a project's host worker, and at its command the sandbox; answers with the connection to the host.
 * One worker and one frame for each project opened in this page.
 */
export async function openHostOf(projectId: string, playground: PlaygroundDb): Promise<Connection<HostCalls>> {
  const worker = new Worker(new URL('./host/host.worker.ts', import.meta.url), { type: 'module' })
  const { port1, port2 } = new MessageChannel()
  const host = connect<HostCalls>(port1, hostAnswers)
  serve<PageCalls>(port1, pageCalls(projectId, playground, host), pageAsks)
  worker.addEventListener('error', ({ message }) => host.abandon(new Error(`The host stopped: ${message}`)))
  const start: StartHost = { projectId, base: new URL('./', document.baseURI).href, port: port2 }
  worker.postMessage(start, [port2])
  return host
}

function pageCalls(projectId: string, playground: PlaygroundDb, host: Connection<HostCalls>) {
  /** A frame holds one worker, so each purpose has its own. */
  const sandboxes = new Map<WorkerPurpose, Promise<Sandbox>>()
  return {
    async spawn({ purpose = 'to run' }: { purpose?: WorkerPurpose }) {
      const sandbox = sandboxes.get(purpose) ?? openSandbox((message) => console.error('Language worker:', message))
      sandboxes.set(purpose, sandbox)
      const [frame, script] = await Promise.all([sandbox, languageWorkerScript()])
      const port = frame.spawn(script)
      return transfer({ port }, [port])
    },
    async kill({ purpose = 'to run' }: { purpose?: WorkerPurpose }) {
      ;(await sandboxes.get(purpose))?.kill()
      return null
    },
    async takeOver() {
      const [last, project] = await Promise.all([
        lastRunnableBuild(playground, projectId),
        projectOf(playground, projectId),
      ])
      // The tab that had it may have gone soon after its start, but by itself.
      const wentWell = lastLeftAt(projectId) >= (project?.lastRun?.startedAt ?? 0)
      if (last && (wentWell || !last.safeMode)) await host.call('run', { build: last.build })
      return null
    },
  }
}

let script: Promise<string> | undefined

/** The text of the language worker, fetched once: the sandbox has no network to fetch it from. */
function languageWorkerScript(): Promise<string> {
  script ??= fetch(languageWorkerUrl).then((response) => response.text())
  script.catch(() => (script = undefined))
  return script
}
