import { app, HttpHandler, HttpRequest, HttpResponse, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { ActivityHandler, OrchestrationContext, OrchestrationHandler } from 'durable-functions'

// An activity does the work. Its result goes into the history, so that a call which has answered is not made again.
const sayHello: ActivityHandler = (city: string, context: InvocationContext): string => {
  context.log(`Saying hello to ${city}.`)
  return `Hello ${city}!`
}
df.app.activity('sayHello', { handler: sayHello })

// Function chaining: each greeting waits for the one before it.
const chainingOrchestration: OrchestrationHandler = function* (context: OrchestrationContext) {
  const tokyo: string = yield context.df.callActivity('sayHello', 'Tokyo')
  const seattle: string = yield context.df.callActivity('sayHello', 'Seattle')
  const london: string = yield context.df.callActivity('sayHello', 'London')
  return [tokyo, seattle, london]
}
df.app.orchestration('chainingOrchestration', chainingOrchestration)

// Fan-out/fan-in: five greetings at the same time, and one wait for all of them.
const fanOutFanInOrchestration: OrchestrationHandler = function* (context: OrchestrationContext) {
  const cities = ['Tokyo', 'Seattle', 'London', 'Paris', 'Berlin']
  const greetings: string[] = yield context.df.Task.all(cities.map((city) => context.df.callActivity('sayHello', city)))
  return greetings
}
df.app.orchestration('fanOutFanInOrchestration', fanOutFanInOrchestration)

// The functions that start them answer at once, with the URLs that tell how far an orchestration is.
async function start(
  name: string,
  input: unknown,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponse> {
  const client = df.getClient(context)
  const instanceId = await client.startNew(name, { input })
  context.log(`Started ${name} with ID = '${instanceId}'.`)
  return client.createCheckStatusResponse(request, instanceId)
}

const startChaining: HttpHandler = (request, context) => start('chainingOrchestration', undefined, request, context)
app.http('StartChaining', {
  route: 'StartChaining',
  methods: ['POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: startChaining,
})

const startFanOutFanIn: HttpHandler = (request, context) =>
  start('fanOutFanInOrchestration', undefined, request, context)
app.http('StartFanOutFanIn', {
  route: 'StartFanOutFanIn',
  methods: ['POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: startFanOutFanIn,
})

// Any orchestration by its name: POST /api/orchestrators/chainingOrchestration, with its input as the JSON body.
const startByName: HttpHandler = async (request, context) => {
  const body = await request.text()
  return start(request.params.orchestratorName, body === '' ? undefined : JSON.parse(body), request, context)
}
app.http('StartByName', {
  route: 'orchestrators/{orchestratorName}',
  methods: ['GET', 'POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: startByName,
})
