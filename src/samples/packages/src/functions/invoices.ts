import { app, HttpRequest, InvocationContext } from '@azure/functions'
import axios from 'axios'
import { addBusinessDays, format } from 'date-fns'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'
import { round, sumBy } from 'lodash'
import { readFile } from 'node:fs/promises'
import * as path from 'node:path'
import { v4 as uuidv4 } from 'uuid'
import { z } from 'zod'

const Order = z.object({
  customer: z.string().min(1),
  currency: z.enum(['USD', 'GBP']),
  books: z.array(z.object({ title: z.string(), price: z.number().positive() })).min(1),
})
type Order = z.infer<typeof Order>

// What is ordered when nothing is said.
const some: Order = { customer: 'Ada', currency: 'GBP', books: [{ title: 'Notes on the Analytical Engine', price: 30 }] }

app.http('PlaceOrder', {
  route: 'orders',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const text = await request.text()
    const { data: order, error } = Order.safeParse(text === '' ? some : JSON.parse(text))
    if (error) return { status: 400, jsonBody: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
    const client = df.getClient(context)
    const id = await client.startNew('invoice', { instanceId: uuidv4(), input: order })
    return client.createCheckStatusResponse(request, id)
  },
})

// An orchestrator may use packages that only compute. It counts from the time of its history, not from now.
df.app.orchestration('invoice', function* (context: OrchestrationContext) {
  const order = context.df.getInput() as Order
  const rate: number = yield context.df.callActivity('rate', order.currency)
  const total = round(sumBy(order.books, 'price') * rate, 2)
  const due = format(addBusinessDays(context.df.currentUtcDateTime, 10), 'EEEE')
  const text: string = yield context.df.callActivity('write', { ...order, total, due, count: order.books.length })
  return text
})

// The network is asked in activities. fixtures.http.json answers in place of this server.
df.app.activity('rate', {
  handler: async (currency: 'USD' | 'GBP') => {
    const { data } = await axios.get<Record<string, number>>('https://rates.example.com/v1/EUR')
    return data[currency]
  },
})

// Files of the app can be read.
df.app.activity('write', {
  handler: async (values: Record<string, unknown>) => {
    const template = await readFile(path.join(__dirname, '../../templates/invoice.txt'), 'utf8')
    return template.trim().replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
  },
})
