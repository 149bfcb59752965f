import { expect, onTestFinished, test } from 'vitest'
import { type Deferred, deferred } from '#base/deferred.ts'
import type { Connection } from '#wire/connect.ts'
import type { PageCalls } from '#wire/host-calls.ts'
import type { LanguageCalls } from '#wire/language-calls.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { noServices } from './replay-worker.ts'
import { SideWorker } from './side-worker.ts'

/** A worker whose page starts one when the test says so, and what the page was asked. */
function opened() {
  const said: string[] = []
  const spawns: Deferred<unknown>[] = []
  const page: Connection<PageCalls> = {
    call: (call, _ask) => {
      said.push(call)
      const answer = deferred<unknown>()
      if (call === 'spawn') spawns.push(answer)
      else answer.resolve(null)
      return answer.promise as never
    },
    abandon: () => {},
  }
  const begun = (i: number) => {
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => port1.close())
    spawns[i]?.resolve({ port: port2 })
  }
  const worker = new SideWorker<LanguageCalls>({
    page,
    purpose: 'to test',
    answers: languageAnswers,
    stopped: 'Stopped.',
  })
  return { worker, said, begun, start: () => worker.start('python', noServices) }
}

test('whoever waits for a worker that is ended while it starts hears of it, and no worker is left', async () => {
  const { worker, said, begun, start } = opened()
  const started = start()
  worker.stop()
  begun(0)
  await expect(started).rejects.toThrow('Stopped.')
  expect(said).toEqual(['spawn', 'kill', 'kill'])
})

test('a worker that is started in the place of one that is starting is left alone', async () => {
  const { worker, said, begun, start } = opened()
  const [first, second] = [start(), start()]
  begun(0)
  begun(1)
  await expect(first).rejects.toThrow('Stopped.')
  const waiting = (await second).call('ping', {})
  expect(said).toEqual(['spawn', 'kill', 'spawn'])
  worker.stop()
  await expect(waiting).rejects.toThrow('Stopped.')
  expect(said).toEqual(['spawn', 'kill', 'spawn', 'kill'])
})
