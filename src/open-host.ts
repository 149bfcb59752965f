import { lastLeftAt } from '#app/session/on-leaving.ts'
import { lastRunnableBuild } from '#project/builds.ts'
import { mayFetch } from '#project/permissions.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { projectOf } from '#project/projects.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls, StartHost } from '#wire/host-calls.ts'
import { hostAnswers, pageAsks } from '#wire/parse-host.ts'
import { serve } from '#wire/serve.ts'
import { Sandboxes } from './sandboxes.ts'

/**
 * Starts a project's host worker, and at its command the sandbox; answers with the connection to the host.
 * One worker and one frame for each project opened in this page. The host may ask to be ended and opened again: the
 * connection goes on with the new one.
 */
export async function openHostOf(projectId: string, playground: PlaygroundDb): Promise<Connection<HostCalls>> {
  const sandboxes = new Sandboxes()
  const pageCalls = (host: Connection<HostCalls>) => ({
    mayFetch: async (question: PageCalls['mayFetch']['ask']) => ({
      isAllowed: await mayFetch(playground, projectId, question),
    }),
    async takeOver() {
      const [last, project] = await Promise.all([
        lastRunnableBuild(playground, projectId),
        projectOf(playground, projectId),
      ])
      // The tab that had it may have gone soon after its start, but by itself.
      const wentWell = lastLeftAt(projectId) >= (project?.lastRun?.startedAt ?? 0)
      if (last && (wentWell || !last.safeMode)) await goOn(host)
      return null
    },
  })
  const opened = { now: startHost() }

  function startHost(): Opened {
    const worker = new Worker(new URL('./host/host.worker.ts', import.meta.url), { type: 'module' })
    const { port1, port2 } = new MessageChannel()
    const host = connect<HostCalls>(port1, hostAnswers)
    const end = () => {
      worker.terminate()
      void sandboxes.kill()
      host.abandon(new Error('The tab was closed on purpose, and comes back.'))
    }
    const crash = async () => {
      end()
      opened.now = startHost()
      await goOn(opened.now.host)
      return null
    }
    serve<PageCalls>(port1, { ...sandboxes.calls, ...pageCalls(host), crash }, pageAsks)
    worker.addEventListener('error', ({ message }) => host.abandon(new Error(`The host stopped: ${message}`)))
    const start: StartHost = { projectId, base: new URL('./', document.baseURI).href, port: port2 }
    worker.postMessage(start, [port2])
    return { host }
  }

  async function goOn(host: Connection<HostCalls>): Promise<void> {
    const last = await lastRunnableBuild(playground, projectId)
    if (last) await host.call('run', { build: last.build })
  }

  return {
    call: (...asked) => opened.now.host.call(...asked),
    abandon: (reason) => opened.now.host.abandon(reason),
  }
}

interface Opened {
  readonly host: Connection<HostCalls>
}
