import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

df.app.activity('createInstallUrl', { handler: (device: string) => `https://packages.example/${device}` })
df.app.activity('installPackage', { handler: (url: string) => `installed ${url}` })

// One device: an orchestration of its own, with its own history and its own id.
df.app.orchestration('provisionDevice', function* (context: OrchestrationContext) {
  const device: string = context.df.getInput()
  const url: string = yield context.df.callActivity('createInstallUrl', device)
  return yield context.df.callActivity('installPackage', url)
})

// All devices at once. Each child reports to its parent, and the parent goes on when the last one has.
df.app.orchestration('provisionAll', function* (context: OrchestrationContext) {
  const devices: string[] = context.df.getInput() ?? ['thermostat', 'camera', 'lock']
  const children = devices.map((device) =>
    context.df.callSubOrchestrator('provisionDevice', device, `${context.df.instanceId}-${device}`),
  )
  return yield context.df.Task.all(children)
})

app.http('ProvisionAll', {
  route: 'devices',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const body = await request.text()
    const instanceId = await client.startNew('provisionAll', { input: body ? JSON.parse(body) : null })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
