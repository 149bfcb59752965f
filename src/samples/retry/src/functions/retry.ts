import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

// The payment service refuses the first two attempts of each order. Memory of a worker is fine for a demonstration
// and nothing else: it is gone with the worker.
const attempts = new Map<string, number>()

df.app.activity('chargeCard', {
  handler: (orderId: string, context: InvocationContext) => {
    const attempt = (attempts.get(orderId) ?? 0) + 1
    attempts.set(orderId, attempt)
    context.log(`Charging for ${orderId}, attempt ${attempt}.`)
    if (attempt < 3) throw new Error('card declined')
    return { receipt: `r-${orderId}`, attempt }
  },
})

// One second, then two, then four: each failed attempt is followed by a durable timer, and then by the next attempt.
df.app.orchestration('payOrder', function* (context: OrchestrationContext) {
  const policy = new df.RetryOptions(1000, 5)
  policy.backoffCoefficient = 2
  return yield context.df.callActivityWithRetry('chargeCard', policy, context.df.getInput())
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
