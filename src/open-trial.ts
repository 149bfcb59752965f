import { Dexie } from 'dexie'
import type { Trial } from '#app/session/host-access.ts'
import { isOldTrial } from '#storage/hub-db.ts'
import { connect } from '#wire/connect.ts'
import type { PageCalls } from '#wire/host-calls.ts'
import { pageAsks } from '#wire/parse-host.ts'
import { serve } from '#wire/serve.ts'
import { type StartTrial, trialAnswers, type TrialCalls } from '#wire/trial-calls.ts'
import { Sandboxes } from './sandboxes.ts'

/** Starts a worker that repeats runs, with frames of its own: a person's hubs and workers hear nothing of it. */
export async function openTrialOf(): Promise<Trial> {
  void sweep()
  const worker = new Worker(new URL('./host/crash-trial.worker.ts', import.meta.url), { type: 'module' })
  const sandboxes = new Sandboxes()
  const { port1, port2 } = new MessageChannel()
  const trial = connect<TrialCalls>(port1, trialAnswers)
  serve<Pick<PageCalls, 'spawn' | 'kill'>>(port1, sandboxes.calls, pageAsks)
  worker.addEventListener('error', ({ message }) => trial.abandon(new Error(`The trial stopped: ${message}`)))
  const start: StartTrial = { base: new URL('./', document.baseURI).href, port: port2 }
  worker.postMessage(start, [port2])
  return {
    repeat: (run, crash) => trial.call('repeat', { run, crash }),
    end() {
      worker.terminate()
      void sandboxes.close()
      trial.abandon(new Error('The trial was ended.'))
    },
  }
}

/** Deletes the hubs of trials that were ended in the middle. */
async function sweep(): Promise<void> {
  const names = await Dexie.getDatabaseNames()
  await Promise.all(names.filter((name) => isOldTrial(name, Date.now())).map((name) => Dexie.delete(name)))
}
