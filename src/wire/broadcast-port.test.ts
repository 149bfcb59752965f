import { expect, onTestFinished, test } from 'vitest'
import { broadcastPort } from './broadcast-port.ts'
import { connect } from './connect.ts'
import type { HostCalls } from './host-calls.ts'
import { hostAnswers, hostAsks } from './parse-host.ts'
import { type Handlers, serve } from './serve.ts'

function open(): BroadcastChannel {
  const channel = new BroadcastChannel('broadcast-port.test')
  onTestFinished(() => channel.close())
  return channel
}

const host: Handlers<HostCalls> = {
  run: async () => ({ functions: [] }),
  stop: async () => null,
  http: async ({ request }) => ({ response: { status: 200, headers: [['url', request.url]], body: null } }),
  clock: async () => null,
  faults: async () => null,
  crash: async () => null,
  nextDue: async () => ({ at: null }),
  step: async () => ({ kind: 'nothing' }),
  hung: async () => Promise.reject(new Error('nothing hangs')),
  state: async () => ({ phase: 'idle' }),
  fire: async () => null,
  storage: async () => null,
  inspect: async () => ({ needBuild: true }),
  check: async () => ({ needBuild: true }),
  replay: async () => ({ needBuild: true }),
  findTests: async () => ({ tests: [] }),
  runTest: async () => Promise.reject(new Error('no tests')),
  stopTests: async () => null,
}

test('several askers on one channel each hear their own answers', async () => {
  serve<HostCalls>(broadcastPort(open(), 'answerer'), host, hostAsks)
  const askers = [1, 2, 3].map(() => connect<HostCalls>(broadcastPort(open(), 'asker'), hostAnswers))
  const ask = (i: number) => ({ request: { method: 'GET', url: `http://x/${i}`, headers: [], body: null } })
  const answers = await Promise.all(askers.map((asker, i) => asker.call('http', ask(i))))
  expect(answers.map(({ response }) => response.headers[0]?.[1])).toEqual(['http://x/0', 'http://x/1', 'http://x/2'])
})

test('errors cross, and what is not ours on the channel is ignored', async () => {
  serve<HostCalls>(broadcastPort(open(), 'answerer'), host, hostAsks)
  const asker = connect<HostCalls>(broadcastPort(open(), 'asker'), hostAnswers)
  const stranger = open()
  for (const noise of [null, 'hello', { to: 'answerer' }, { to: 'answerer', from: 'x', message: 7 }])
    stranger.postMessage(noise)
  await expect(asker.call('hung', { decision: 'stop now' })).rejects.toThrow('nothing hangs')
  await expect(asker.call('clock', { mode: 'backwards' as 'real' })).rejects.toThrow('mode is none of')
})
