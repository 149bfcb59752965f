import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

const HOUR = 60 * 60 * 1000

interface Job {
  id: string
  begunAt: number
}

// The job takes two hours, by the clock. A real one would be asked of a service.
df.app.activity('jobStatus', {
  handler: ({ begunAt }: Job) => (Date.now() - begunAt < 2 * HOUR ? 'Running' : 'Completed'),
})
df.app.activity('sendAlert', { handler: (jobId: string) => `${jobId} is completed.` })

// Looks, sleeps, looks again: no thread waits meanwhile, only a durable timer. It gives up after a day.
// Press Virtual: the hours pass in a moment.
df.app.orchestration('monitorJob', function* (context: OrchestrationContext) {
  const jobId: string = context.df.getInput()
  const begunAt = context.df.currentUtcDateTime.getTime()
  const giveUpAt = begunAt + 24 * HOUR
  while (context.df.currentUtcDateTime.getTime() < giveUpAt) {
    const status: string = yield context.df.callActivity('jobStatus', { id: jobId, begunAt })
    if (status === 'Completed') return yield context.df.callActivity('sendAlert', jobId)
    const nextLook = new Date(context.df.currentUtcDateTime.getTime() + HOUR)
    yield context.df.createTimer(nextLook)
  }
  return `${jobId} was given up.`
})

app.http('MonitorJob', {
  route: 'jobs/{jobId}/monitor',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = await client.startNew('monitorJob', { input: request.params.jobId })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
