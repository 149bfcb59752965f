import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { EntityContext, OrchestrationContext } from 'durable-functions'

df.app.entity('account', (context: EntityContext<number>) => {
  const balance = context.df.getState(() => 100) ?? 100
  if (context.df.operationName === 'add') context.df.setState(balance + (context.df.getInput<number>() ?? 0))
  context.df.return(context.df.getState(() => 100))
})

interface Transfer {
  readonly from: string
  readonly to: string
  readonly amount: number
}

// Nobody else can touch either account between the look and the two changes: both are locked, in an order that
// cannot deadlock, and released at the end whatever happens.
df.app.orchestration('transfer', function* (context: OrchestrationContext) {
  const { from, to, amount }: Transfer = context.df.getInput()
  const source = new df.EntityId('account', from)
  const target = new df.EntityId('account', to)

  const lock: df.DurableLock = yield context.df.lock(source, target)
  try {
    const balance: number = yield context.df.callEntity(source, 'get')
    if (balance < amount) return { transferred: false, balance }
    const left: number = yield context.df.callEntity(source, 'add', -amount)
    const right: number = yield context.df.callEntity(target, 'add', amount)
    return { transferred: true, [from]: left, [to]: right }
  } finally {
    lock.release()
  }
})

app.http('Transfer', {
  route: 'transfers',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const body = await request.text()
    const input: Transfer = body ? JSON.parse(body) : { from: 'ada', to: 'bob', amount: 30 }
    return client.createCheckStatusResponse(request, await client.startNew('transfer', { input }))
  },
})
