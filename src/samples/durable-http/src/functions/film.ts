import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

// The service that is called: it answers 202 and where to ask, and is done at the third question.
// It stands in this app so that nobody needs a network.
const questions = new Map<string, number>()

app.http('Render', {
  route: 'renders/{film}',
  methods: ['POST'],
  handler: (request: HttpRequest) => ({
    status: 202,
    headers: { Location: `${new URL(request.url).pathname}/progress`, 'Retry-After': '60' },
  }),
})

app.http('Progress', {
  route: 'renders/{film}/progress',
  methods: ['GET'],
  handler: (request: HttpRequest) => {
    const { film = '' } = request.params
    const asked = (questions.get(film) ?? 0) + 1
    questions.set(film, asked)
    const { pathname } = new URL(request.url)
    if (asked < 3) return { status: 202, headers: { Location: pathname, 'Retry-After': '60' } }
    return { jsonBody: { film, minutes: 94 } }
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
