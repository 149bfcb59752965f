import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext, OrchestrationRuntimeStatus } from 'durable-functions'

df.app.orchestration('nightlyReport', function* (context: OrchestrationContext) {
  yield context.df.waitForExternalEvent('Publish')
  return 'published'
})

const ended: OrchestrationRuntimeStatus[] = [
  df.OrchestrationRuntimeStatus.Completed,
  df.OrchestrationRuntimeStatus.Failed,
  df.OrchestrationRuntimeStatus.Terminated,
]

// The id is the lock: while an instance of that id is going on, no second one begins.
app.http('StartReport', {
  route: 'reports/{name}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = `report-${request.params.name}`
    const running = await client.getStatus(instanceId).catch(() => undefined)
    if (running && !ended.includes(running.runtimeStatus))
      return { status: 409, body: `An instance with ID '${instanceId}' already exists.` }
    await client.startNew('nightlyReport', { instanceId })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
