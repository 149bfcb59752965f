import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

df.app.activity('resize', {
  handler: async (image: number) => {
    await new Promise((resolve) => setTimeout(resolve, 80 + 40 * (image % 3)))
    return `image ${image}`
  },
})

// Ten images, never more than three under way: a wave is joined before the next begins.
df.app.orchestration('resizeAll', function* (context: OrchestrationContext) {
  const images: number = context.df.getInput() ?? 10
  const resized: string[] = []
  for (let first = 1; first <= images; first += 3) {
    const wave = []
    for (let image = first; image < first + 3 && image <= images; image++)
      wave.push(context.df.callActivity('resize', image))
    resized.push(...((yield context.df.Task.all(wave)) as string[]))
  }
  return resized
})

app.http('ResizeAll', {
  route: 'images',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = await client.startNew('resizeAll', { input: 10 })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
