import { hubName, openHub } from '#storage/hub-db.ts'
import { broadcastPort } from '#wire/broadcast-port.ts'
import { connect } from '#wire/connect.ts'
import type { HostCalls, PageCalls, StartHost } from '#wire/host-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { hostAnswers, hostAsks, pageAnswers } from '#wire/parse-host.ts'
import { type Handlers, serve } from '#wire/serve.ts'
import { openHost } from './host.ts'
import { lock } from './lock.ts'

/** A tab that has just been reloaded still holds the lock for a moment; so many real milliseconds are waited for it. */
const MOMENT = 1_000

/**
 * The host worker's door. It is the project's host when no other tab is; else it passes the page's calls on to that one,
 * and becomes the host when that one goes.
 */
self.onmessage = ({ data }: MessageEvent<StartHost>) => {
  self.onmessage = null
  const { projectId, base, port } = data
  const channel = new BroadcastChannel(hubName(projectId))
  const page = connect<PageCalls>(port, pageAnswers)
  const other = connect<HostCalls>(broadcastPort(channel, 'asker'), hostAnswers)

  const here: Here = {}
  const become = (): Promise<Handlers<HostCalls>> => {
    const host = openHost({ db: openHub(projectId), page, base, real: { now: () => Date.now() } })
    void host.then((handlers) => serve(broadcastPort(channel, 'answerer'), handlers, hostAsks))
    here.host = host
    return host
  }
  const takeOver = async () => {
    await lock(hubName(projectId))
    await become()
    other.abandon(new Error('The tab that ran this project has gone.'))
    await page.call('takeOver', {})
  }

  const settled = lock(hubName(projectId), MOMENT).then((isOurs) => {
    if (isOurs) return void become()
    void takeOver()
  })

  async function answer<K extends keyof HostCalls>(call: K, ask: Ask<HostCalls, K>): Promise<Answer<HostCalls, K>> {
    await settled
    const asked = hostOf(here)
    if (asked) return dispatch(await asked, call, ask)
    try {
      return await other.call(call, ask)
    } catch (error) {
      const ours = hostOf(here) // it may have gone before it answered: then it is us now
      if (ours) return dispatch(await ours, call, ask)
      throw error
    }
  }

  serve<HostCalls>(
    port,
    {
      run: (ask) => answer('run', ask),
      stop: (ask) => answer('stop', ask),
      http: (ask) => answer('http', ask),
      clock: (ask) => answer('clock', ask),
      nextDue: (ask) => answer('nextDue', ask),
      step: (ask) => answer('step', ask),
      faults: (ask) => answer('faults', ask),
      crash: (ask) => answer('crash', ask),
      hung: (ask) => answer('hung', ask),
      state: (ask) => answer('state', ask),
      fire: (ask) => answer('fire', ask),
      storage: (ask) => answer('storage', ask),
      inspect: (ask) => answer('inspect', ask),
      check: (ask) => answer('check', ask),
      replay: (ask) => answer('replay', ask),
      findTests: (ask) => answer('findTests', ask),
      runTest: (ask) => answer('runTest', ask),
      stopTests: (ask) => answer('stopTests', ask),
    },
    hostAsks,
  )
}

interface Here {
  host?: Promise<Handlers<HostCalls>>
}

function hostOf(here: Here): Here['host'] {
  return here.host
}

function dispatch<C, K extends keyof C>(handlers: Handlers<C>, call: K, ask: Ask<C, K>): Promise<Answer<C, K>> {
  return handlers[call](ask)
}
