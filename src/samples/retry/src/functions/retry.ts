import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

interface Order {
  id: string
  placedAt: number
}

// The payment service refuses for the first three seconds of each order: its first two attempts. It goes by the order
// and by the clock, for what a worker remembers is gone with the worker.
df.app.activity('chargeCard', {
  handler: ({ id, placedAt }: Order, context: InvocationContext) => {
    const seconds = Math.floor((Date.now() - placedAt) / 1000)
    context.log(`Charging for ${id}, ${seconds} seconds after it was placed.`)
    if (seconds < 3) throw new Error('card declined')
    return { receipt: `r-${id}` }
  },
})

// One second, then two, then four: each failed attempt is followed by a durable timer, and then by the next attempt.
df.app.orchestration('payOrder', function* (context: OrchestrationContext) {
  const policy = new df.RetryOptions(1000, 5)
  policy.backoffCoefficient = 2
  const order: Order = { id: context.df.getInput(), placedAt: context.df.currentUtcDateTime.getTime() }
  return yield context.df.callActivityWithRetry('chargeCard', policy, order)
})

app.http('PayOrder', {
  route: 'orders/{orderId}/pay',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = await client.startNew('payOrder', { input: request.params.orderId })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
