import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

df.app.activity('greet', { handler: (name: string) => `Hello ${name}!` })
df.app.activity('greetInFrench', { handler: (name: string) => `Bonjour ${name} !` })

// An instance keeps the version it was started with, so code that changed can still replay what began before.
df.app.orchestration('welcome', function* (context: OrchestrationContext) {
  const name: string = context.df.getInput()
  if (context.df.version === '2.0') return yield context.df.callActivity('greetInFrench', name)
  return yield context.df.callActivity('greet', name)
})

app.http('Welcome', {
  route: 'welcome/{name}/{version?}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const { name, version } = request.params
    const instanceId = await client.startNew('welcome', { input: name, ...(version ? { version } : {}) })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
