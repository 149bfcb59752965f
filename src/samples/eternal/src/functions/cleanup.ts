import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

df.app.activity('cleanUp', { handler: (round: number) => `round ${round} is clean` })

// Without continueAsNew the history of a loop grows for ever, and every replay with it. Each round here is a new
// execution of the same instance, with an empty history. It ends after five rounds; a real one would be terminated.
df.app.orchestration('periodicCleanup', function* (context: OrchestrationContext) {
  const round: number = context.df.getInput() ?? 1
  yield context.df.callActivity('cleanUp', round)
  if (round === 5) return `${round} rounds`

  const tomorrow = new Date(context.df.currentUtcDateTime.getTime() + 24 * 60 * 60 * 1000)
  yield context.df.createTimer(tomorrow)
  context.df.continueAsNew(round + 1)
})

app.http('StartCleanup', {
  route: 'cleanup',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = await client.startNew('periodicCleanup', { input: 1 })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
