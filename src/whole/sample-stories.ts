import { filesOf } from './sample-app.ts'
import { type WholeApp, wholeApp } from './whole-app.ts'

/** A sample's orchestrations, from their beginnings to their ends. */
export interface Story {
  readonly sample: string
  /** Each starts an instance, which is waited for. */
  readonly starts: readonly (readonly [request: string, body?: unknown])[]
  /** External events that the instance is sent. */
  readonly raises?: readonly (readonly [name: string, data: unknown])[]
  /** The id of its instance, when no answer tells it. */
  readonly id?: string
}

const twoOfHelloCities: Story['starts'] = [['POST /api/StartChaining'], ['POST /api/StartFanOutFanIn']]
const book = { title: 'A', price: 10 }

/** Every JavaScript and TypeScript sample that has an orchestrator. */
export const stories: readonly Story[] = [
  { sample: 'hello-cities-typescript', starts: twoOfHelloCities },
  { sample: 'hello-cities-javascript', starts: twoOfHelloCities },
  { sample: 'retry', starts: [['POST /api/orders/o1/pay']] },
  { sample: 'sub-orchestration', starts: [['POST /api/devices', ['a', 'b']]] },
  { sample: 'monitor', starts: [['POST /api/jobs/j1/monitor']] },
  { sample: 'human-interaction', starts: [['POST /api/orders/late/approve']] },
  { sample: 'human-interaction', starts: [['POST /api/orders/fine/approve']], raises: [['Approval', true]] },
  { sample: 'durable-http', starts: [['POST /api/films/alien']] },
  { sample: 'async-http-api', starts: [['POST /api/films']] },
  {
    sample: 'critical-section',
    starts: [['POST /api/transfers'], ['POST /api/transfers', { from: 'ada', to: 'bob', amount: 500 }]],
  },
  { sample: 'saga', starts: [['POST /api/trips'], ['POST /api/trips', { city: 'Oslo', refuses: 'Car' }]] },
  { sample: 'eternal', starts: [['POST /api/cleanup']] },
  { sample: 'singleton', starts: [['POST /api/reports/sales']], raises: [['Publish', null]] },
  { sample: 'versioned', starts: [['POST /api/welcome/Ada/2.0']] },
  { sample: 'limited-parallelism', starts: [['POST /api/images']] },
  { sample: 'packages', starts: [['POST /api/orders', { customer: 'Ada', currency: 'USD', books: [book] }]] },
  { sample: 'queue-orders', starts: [['POST /api/orders', [{ id: 'o1', item: 'lamp', amount: 2 }]]], id: 'order-o1' },
]

/** Every Python sample that has an orchestrator, in both models. */
export const pythonStories: readonly Story[] = [
  ...inBothModels('hello', { starts: [['GET /api/orchestrators/HelloOrchestrator']] }),
  ...inBothModels('hello-cities', { starts: twoOfHelloCities }),
  ...inBothModels('fan-out', { starts: [['POST /api/backup/photos']] }),
  ...inBothModels('human-interaction', { starts: [['POST /api/orders/late/approve']] }),
  ...inBothModels('human-interaction', { starts: [['POST /api/orders/fine/approve']], raises: [['Approval', true]] }),
  ...inBothModels('monitor', { starts: [['POST /api/jobs/j1/monitor']] }),
  ...inBothModels('retry', { starts: [['POST /api/orders/o1/pay']] }),
  ...inBothModels('sub-orchestration', { starts: [['POST /api/devices', ['lamp', 'door']]] }),
  ...inBothModels('counter', { starts: [['POST /api/counters/clicks/double']] }),
  ...inBothModels('custom-status', { starts: [['POST /api/films']] }),
  { sample: 'blueprint-python', starts: [['POST /api/greet/Oslo']] },
]

function inBothModels(id: string, story: Omit<Story, 'sample'>): Story[] {
  return [`${id}-python`, `${id}-python-v1`].map((sample) => ({ sample, ...story }))
}

/** Runs a sample's story to its end. */
export async function playStory({ sample, starts, raises = [], id: known }: Story): Promise<WholeApp> {
  const app = await wholeApp(await filesOf(sample))
  if (raises.length === 0) await app.host.clock({ mode: 'virtual' })
  for (const [request, body] of starts) {
    const id = known ?? (await app.start(request, body))
    if (known !== undefined) await app.send(request, body)
    for (const [name, data] of raises)
      await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/${name}`, data)
    await app.until(id, 'Completed')
  }
  return app
}
