import languageWorkerUrl from 'iife:#language/javascript/javascript.worker.ts'
import pythonWorkerUrl from 'iife:#language/python/python.worker.ts'
import { lastLeftAt } from '#app/session/on-leaving.ts'
import { tellPythonProgress } from '#app/session/python-progress.ts'
import { lastRunnableBuild } from '#project/builds.ts'
import { mayFetch } from '#project/permissions.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { projectOf } from '#project/projects.ts'
import { openSandbox, type Sandbox } from '#sandbox/sandbox.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls, StartHost, WorkerPlace } from '#wire/host-calls.ts'
import { hostAnswers, pageAsks } from '#wire/parse-host.ts'
import { serve } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'

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

/** The frames of a project's language workers: a frame holds one worker, so each has its own. They outlive a crash. */
class Sandboxes {
  private readonly frames = new Map<string, Promise<Sandbox>>()

  readonly calls = {
    spawn: async ({ language, ...place }: PageCalls['spawn']['ask']) => {
      const name = nameOf(place)
      const sandbox = this.frames.get(name) ?? openSandbox((message) => console.error('Language worker:', message))
      this.frames.set(name, sandbox)
      const port = await (language === 'python' ? spawnPython(sandbox) : spawnJavascript(sandbox))
      return transfer({ port }, [port])
    },
    kill: async (place: WorkerPlace) => {
      ;(await this.frames.get(nameOf(place)))?.kill()
      return null
    },
  }

  async kill(): Promise<void> {
    for (const frame of this.frames.values()) (await frame).kill()
  }
}

function nameOf({ purpose = 'to run', slot = 0 }: WorkerPlace): string {
  return `${purpose} ${slot}`
}

async function spawnJavascript(sandbox: Promise<Sandbox>): Promise<MessagePort> {
  const [frame, script] = await Promise.all([sandbox, textOf(languageWorkerUrl)])
  return frame.spawn(script)
}

/** Frames that have Python by now. */
const withPython = new WeakSet<Sandbox>()

/** Python is big, so it is loaded when an app first asks for it; the status bar tells how far it is. */
async function spawnPython(sandbox: Promise<Sandbox>): Promise<MessagePort> {
  try {
    const { fetchPython } = await import('./fetch-python.ts')
    const [frame, script, parts] = await Promise.all([
      sandbox,
      textOf(pythonWorkerUrl),
      fetchPython((done) => tellPythonProgress({ phase: 'loading', done })),
    ])
    if (!withPython.has(frame)) frame.keep(parts)
    withPython.add(frame)
    tellPythonProgress({ phase: 'starting' })
    return await frame.spawnReady(script)
  } finally {
    tellPythonProgress(null)
  }
}

const texts = new Map<string, Promise<string>>()

/** The text of a language worker, fetched once: the sandbox has no network to fetch it from. */
function textOf(url: string): Promise<string> {
  const known = texts.get(url)
  if (known) return known
  const text = fetch(url).then((response) => response.text())
  texts.set(url, text)
  text.catch(() => texts.delete(url))
  return text
}
