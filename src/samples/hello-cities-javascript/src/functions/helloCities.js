const { app } = require('@azure/functions')
const df = require('durable-functions')

// An activity does the work. Its result goes into the history, so that a call which has answered is not made again.
df.app.activity('sayHello', {
  handler: (city, context) => {
    context.log(`Saying hello to ${city}.`)
    return `Hello ${city}!`
  },
})

// Function chaining: each greeting waits for the one before it.
df.app.orchestration('chainingOrchestration', function* (context) {
  const tokyo = yield context.df.callActivity('sayHello', 'Tokyo')
  const seattle = yield context.df.callActivity('sayHello', 'Seattle')
  const london = yield context.df.callActivity('sayHello', 'London')
  return [tokyo, seattle, london]
})

// Fan-out/fan-in: five greetings at the same time, and one wait for all of them.
df.app.orchestration('fanOutFanInOrchestration', function* (context) {
  const cities = ['Tokyo', 'Seattle', 'London', 'Paris', 'Berlin']
  const greetings = yield context.df.Task.all(cities.map((city) => context.df.callActivity('sayHello', city)))
  return greetings
})

// The functions that start them answer at once, with the URLs that tell how far an orchestration is.
async function start(name, input, request, context) {
  const client = df.getClient(context)
  const instanceId = await client.startNew(name, { input })
  context.log(`Started ${name} with ID = '${instanceId}'.`)
  return client.createCheckStatusResponse(request, instanceId)
}

app.http('StartChaining', {
  route: 'StartChaining',
  methods: ['POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: (request, context) => start('chainingOrchestration', undefined, request, context),
})

app.http('StartFanOutFanIn', {
  route: 'StartFanOutFanIn',
  methods: ['POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: (request, context) => start('fanOutFanInOrchestration', undefined, request, context),
})

// Any orchestration by its name: POST /api/orchestrators/chainingOrchestration, with its input as the JSON body.
app.http('StartByName', {
  route: 'orchestrators/{orchestratorName}',
  methods: ['GET', 'POST'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const body = await request.text()
    return start(request.params.orchestratorName, body === '' ? undefined : JSON.parse(body), request, context)
  },
})
