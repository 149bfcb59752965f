import languageWorkerUrl from 'iife:#language/javascript/javascript.worker.ts'
import pythonWorkerUrl from 'iife:#language/python/python.worker.ts'
import { tellPythonProgress } from '#app/session/python-progress.ts'
import { openSandbox, type Sandbox } from '#sandbox/sandbox.ts'
import type { PageCalls, WorkerPlace } from '#wire/host-calls.ts'
import { transfer } from '#wire/transfer.ts'

/** The frames of a host's language workers: a frame holds one worker, so each has its own. They outlive a crash. */
export class Sandboxes {
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

  /** Removes them with all that runs in them. */
  async close(): Promise<void> {
    for (const frame of this.frames.values()) (await frame).close()
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
