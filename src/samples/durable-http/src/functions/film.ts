import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

// The service that is called: it answers 202 and where to ask, and is done at the third question. What it must know stands
// in that address, for a worker's memory is gone with the worker. It stands in this app so that nobody needs a network.
app.http('Render', {
  route: 'renders/{film}',
  methods: ['POST'],
  handler: (request: HttpRequest) => {
    const readyAt = Date.now() + 150_000
    const progress = `${new URL(request.url).pathname}/progress?readyAt=${readyAt}`
    return { status: 202, headers: { Location: progress, 'Retry-After': '60' } }
  },
})

app.http('Progress', {
  route: 'renders/{film}/progress',
  methods: ['GET'],
  handler: (request: HttpRequest) => {
    const { pathname, search } = new URL(request.url)
    const isReady = Date.now() >= Number(request.query.get('readyAt'))
    if (!isReady) return { status: 202, headers: { Location: pathname + search, 'Retry-After': '60' } }
    return { jsonBody: { film: request.params.film, minutes: 94 } }
  },
})

// callHttp sends the request, and while the answer is 202 it waits and asks again: between two questions nothing
// runs, there is only a durable timer. Press Virtual, and the minutes pass in a moment.
df.app.orchestration('renderAndWait', function* (context: OrchestrationContext) {
  const url: string = context.df.getInput()
  const answer: { statusCode: number; content?: string } = yield context.df.callHttp({ method: 'POST', url })
  if (answer.statusCode !== 200) return `The service answered ${answer.statusCode}.`
  const { minutes } = JSON.parse(answer.content ?? '{}')
  return `${minutes} minutes`
})

app.http('RenderAndWait', {
  route: 'films/{film}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const input = new URL(`/api/renders/${request.params.film}`, request.url).href
    return client.createCheckStatusResponse(request, await client.startNew('renderAndWait', { input }))
  },
})
