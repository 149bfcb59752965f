import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

df.app.activity('renderPart', {
  handler: async (part: number) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    return `part ${part}`
  },
})

// Work that takes longer than a request may: the caller gets 202 and a URL to ask, and sees the progress there.
df.app.orchestration('renderFilm', function* (context: OrchestrationContext) {
  const parts: string[] = []
  for (let part = 1; part <= 4; part++) {
    parts.push(yield context.df.callActivity('renderPart', part))
    context.df.setCustomStatus({ progress: `${part} of 4` })
  }
  return parts
})

app.http('RenderFilm', {
  route: 'films',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = await client.startNew('renderFilm')
    return client.createCheckStatusResponse(request, instanceId)
  },
})

// For callers who would rather wait a little: the result if it is there in five seconds, the URLs if not.
app.http('RenderFilmAndWait', {
  route: 'films/wait',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = await client.startNew('renderFilm')
    return client.waitForCompletionOrCreateCheckStatusResponse(request, instanceId, {
      timeoutInMilliseconds: 5000,
      retryIntervalInMilliseconds: 250,
    })
  },
})
