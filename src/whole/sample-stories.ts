import { samples } from '#samples/samples.ts'
import { type WholeApp, wholeApp } from './whole-app.ts'

export interface Story {
  readonly sample: string
  /** Each starts an instance, which is waited for. */
  readonly starts: readonly (readonly [request: string, body?: unknown])[]
  /** External events that the instance is sent. */
  readonly raises?: readonly (readonly [name: string, data: unknown])[]
}

/** Every sample that has an orchestrator. */
export const stories: readonly Story[] = [
  { sample: 'hello-cities-typescript', starts: [['POST /api/StartChaining'], ['POST /api/StartFanOutFanIn']] },
  { sample: 'hello-cities-javascript', starts: [['POST /api/StartChaining'], ['POST /api/StartFanOutFanIn']] },
  { sample: 'retry', starts: [['POST /api/orders/o1/pay']] },
  { sample: 'sub-orchestration', starts: [['POST /api/devices', ['a', 'b']]] },
  { sample: 'monitor', starts: [['POST /api/jobs/j1/monitor']] },
  { sample: 'human-interaction', starts: [['POST /api/orders/late/approve']] },
  { sample: 'human-interaction', starts: [['POST /api/orders/fine/approve']], raises: [['Approval', true]] },
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
]

/** Runs a sample's story to its end. */
export async function playStory({ sample, starts, raises = [] }: Story): Promise<WholeApp> {
  const files = (await samples.find(({ id }) => id === sample)?.load()) ?? []
  const app = await wholeApp(Object.fromEntries(files.map(({ path, text }) => [path, text])))
  if (raises.length === 0) await app.host.clock({ mode: 'virtual' })
  for (const [request, body] of starts) {
    const id = await app.start(request, body)
    for (const [name, data] of raises)
      await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/${name}`, data)
    await app.until(id, 'Completed')
  }
  return app
}
