import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

const HOUR = 60 * 60 * 1000

df.app.activity('requestApproval', {
  handler: (order: string, context: InvocationContext) => context.log(`Please approve ${order}.`),
})
df.app.activity('ship', { handler: (order: string) => `${order} is on its way` })
df.app.activity('escalate', { handler: (order: string) => `nobody approved ${order} in 72 hours` })

// Waits for a person, at most 72 hours. Raise the event "Approval" with `true` from the requests panel,
// or let a virtual clock pass the time.
df.app.orchestration('approveOrder', function* (context: OrchestrationContext) {
  const order: string = context.df.getInput()
  yield context.df.callActivity('requestApproval', order)

  const deadline = new Date(context.df.currentUtcDateTime.getTime() + 72 * HOUR)
  const timeout = context.df.createTimer(deadline)
  const approval = context.df.waitForExternalEvent('Approval')

  const winner = yield context.df.Task.any([approval, timeout])
  if (winner === timeout) return yield context.df.callActivity('escalate', order)

  timeout.cancel() // or the orchestration would stay Running until it fires
  return approval.result === true ? yield context.df.callActivity('ship', order) : `${order} was refused`
})

app.http('ApproveOrder', {
  route: 'orders/{order}/approve',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const instanceId = await client.startNew('approveOrder', { input: request.params.order })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
