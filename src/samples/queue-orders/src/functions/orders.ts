import { app, HttpRequest, InvocationContext, input, output } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

interface Order {
  readonly id: string
  readonly item: string
  readonly amount: number
}

const connection = 'AzureWebJobsStorage'
const orders = output.storageQueue({ queueName: 'orders', connection })
const table = output.table({ tableName: 'Orders', partitionKey: 'shop', connection })
const oneOrder = input.table({ tableName: 'Orders', partitionKey: 'shop', rowKey: '{id}', connection })

// What is ordered when nothing is said: two orders, one of which makes no sense.
const some: readonly Order[] = [
  { id: '1', item: 'lamp', amount: 2 },
  { id: '2', item: 'door', amount: 0 },
]

// Whoever orders does not wait for it to be carried out: the order goes into a queue.
app.http('PlaceOrders', {
  route: 'orders',
  methods: ['POST'],
  extraOutputs: [orders],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const text = await request.text()
    const list = text === '' ? some : (JSON.parse(text) as Order[])
    context.extraOutputs.set(orders, list) // an array is one message for each of its items
    return { status: 202, jsonBody: { accepted: list.length } }
  },
})

// Each message starts an orchestration. An order that makes no sense fails three times, as host.json says,
// and then lies in the queue orders-poison.
df.app.client.storageQueue('TakeOrder', {
  queueName: 'orders',
  connection,
  handler: async (order: unknown, client: df.DurableClient, context: InvocationContext) => {
    const { id, amount } = order as Order
    if (!(amount > 0)) throw new Error(`Order ${id} is for ${amount} pieces.`)
    await client.startNew('carryOut', { instanceId: `order-${id}`, input: order })
    context.log(`Order ${id} began at attempt ${context.triggerMetadata?.dequeueCount}.`)
  },
})

df.app.orchestration('carryOut', function* (context: OrchestrationContext) {
  const order = context.df.getInput() as Order
  yield context.df.callActivity('save', { ...order, state: 'packed' })
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 60_000))
  return `${order.amount} × ${order.item} on its way`
})

// One entity for each order. An activity runs at least once: when its worker was lost, once more, and the table takes no
// second entity of one key. So it looks first.
df.app.activity('save', {
  extraInputs: [oneOrder],
  extraOutputs: [table],
  handler: (order: Order & { state: string }, context: InvocationContext) => {
    if (context.extraInputs.get(oneOrder)) return
    context.extraOutputs.set(table, { RowKey: order.id, item: order.item, amount: order.amount, state: order.state })
  },
})

app.http('ShowOrder', {
  route: 'orders/{id}',
  methods: ['GET'],
  extraInputs: [oneOrder],
  handler: (_request: HttpRequest, context: InvocationContext) => {
    const order = context.extraInputs.get(oneOrder)
    return order ? { jsonBody: order } : { status: 404 }
  },
})
