import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type OpenApp, openApp } from './browser/open-app.ts'
import { exponent, middle } from './measure.ts'
import { atMost, type Figure, ms, times } from './report.ts'

interface Workload {
  readonly name: string
  readonly orchestrator: 'Chain' | 'FanOut'
  readonly n: number
  readonly instances: number
}

interface Measured {
  readonly ours: number
  readonly bare: number
  readonly transactions: number
  readonly roundTrips: number
}

/** The playground itself, its storage and its trace on, beside the bare writing of the same records. */
export async function browserFigures(log: (text: string) => void): Promise<Figure[]> {
  const open = await openApp(log)
  try {
    await measure(open, { name: 'warm-up', orchestrator: 'Chain', n: 100, instances: 1 })
    const chain = await rounds(open, { name: 'a chain of 1,000', orchestrator: 'Chain', n: 1000, instances: 1 }, 3, log)
    const fans: Measured[] = []
    for (const n of [100, 1000, 10_000])
      fans.push(await rounds(open, { name: `a fan-out of ${n}`, orchestrator: 'FanOut', n, instances: 1 }, 1, log))
    const many = { name: '1,000 chains of 3 at once', orchestrator: 'Chain', n: 3, instances: 1000 } as const
    const thousand = await rounds(open, many, 1, log)
    const [smallest, , largest] = fans as [Measured, Measured, Measured]
    const growth = exponent(100, smallest.ours, 10_000, largest.ours)
    return [
      figure('chain of 1,000', chain, 2),
      figure('fan-out of 10,000', largest, 3),
      { what: 'fan-out, growth from 100 to 10,000', value: `n^${growth.toFixed(2)}`, target: atMost(growth, 1.1, '') },
      figure('1,000 instances of a chain of 3', thousand, 3),
    ]
  } finally {
    await open.close()
  }
}

function figure(what: string, { ours, bare, transactions, roundTrips }: Measured, most: number): Figure {
  const ratio = ours / bare
  const value = `${times(ratio)} bare (${ms(ours)} : ${ms(bare)}; ${transactions} transactions, ${roundTrips} round trips)`
  return { what, value, target: atMost(ratio, most) }
}

/** The round whose ratio is in the middle. */
async function rounds(
  open: OpenApp,
  workload: Workload,
  count: number,
  log: (text: string) => void,
): Promise<Measured> {
  const measured: Measured[] = []
  for (let i = 0; i < count; i++) {
    log(`measuring ${workload.name} in Chromium ...`)
    measured.push(await measure(open, workload))
  }
  const ratio = ({ ours, bare }: Measured) => ours / bare
  const wanted = middle(measured.map(ratio))
  return measured.find((each) => ratio(each) === wanted) as Measured
}

async function measure({ app, bare, hub }: OpenApp, workload: Workload): Promise<Measured> {
  const before = await counts(app)
  const ids = await start(app, workload)
  const ours = await untilEnded(app, hub, ids)
  const after = await counts(app)
  const transactions = after.transactions - before.transactions
  const roundTrips = after.messages - before.messages
  const ask = { hub, ids, transactions, roundTrips }
  const { ms: bareMs } = await bare.evaluate(
    (given) => (globalThis as unknown as { bare(ask: unknown): Promise<{ ms: number }> }).bare(given),
    ask,
  )
  return { ours, bare: bareMs, transactions, roundTrips }
}

function start(app: Page, { orchestrator, n, instances }: Workload): Promise<string[]> {
  return app.evaluate(
    async (path) => (await (await fetch(path, { method: 'POST' })).json()) as string[],
    `/api/start/${orchestrator}/${n}/${instances}`,
  )
}

/** How long it took from the first instance's creation to the last one's end, as their own rows tell it. */
async function untilEnded(app: Page, hub: string, ids: readonly string[]): Promise<number> {
  for (;;) {
    await sleep(500)
    const taken = await app.evaluate(timeTaken, { hub, ids })
    if (typeof taken === 'number') return taken
    if (taken !== 'running') throw new Error(`an instance ended as ${taken}`)
  }
}

/** Runs in the page, so it can use nothing from around it. */
async function timeTaken({ hub, ids }: { hub: string; ids: readonly string[] }): Promise<number | string> {
  interface Row {
    readonly status: string
    readonly createdAt: number
    readonly updatedAt: number
  }
  const opening = indexedDB.open(hub)
  await new Promise((resolve) => (opening.onsuccess = resolve))
  const store = opening.result.transaction('instances').objectStore('instances')
  const rows = await Promise.all(
    ids.map((id) => {
      const request = store.get(id) as IDBRequest<Row>
      return new Promise<Row>((resolve) => (request.onsuccess = () => resolve(request.result)))
    }),
  )
  opening.result.close()
  const failed = rows.find(({ status }) => !['Pending', 'Running', 'Completed'].includes(status))
  if (failed) return failed.status
  if (rows.some(({ status }) => status !== 'Completed')) return 'running'
  return Math.max(...rows.map((row) => row.updatedAt)) - Math.min(...rows.map((row) => row.createdAt))
}

/** What the host worker has counted so far. */
function counts(app: Page): Promise<{ readonly transactions: number; readonly messages: number }> {
  return app.evaluate(
    () =>
      new Promise((resolve) => {
        const channel = new BroadcastChannel('bench-counts')
        channel.onmessage = ({ data }) => {
          channel.close()
          resolve(data as { transactions: number; messages: number })
        }
        channel.postMessage('how many?')
      }),
  )
}
