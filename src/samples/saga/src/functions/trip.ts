import { app, HttpRequest, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { OrchestrationContext } from 'durable-functions'

interface Trip {
  readonly city: string
  /** What refuses, to see the compensation at work. */
  readonly refuses?: string
}

const services = ['Flight', 'Hotel', 'Car']

for (const service of services) {
  df.app.activity(`book${service}`, {
    handler: ({ city, refuses }: Trip) => {
      if (refuses === service) throw new Error(`no ${service.toLowerCase()} in ${city}`)
      return `${service.toLowerCase()} in ${city}`
    },
  })
  df.app.activity(`cancel${service}`, {
    handler: (booking: string, context: InvocationContext) => context.log(`Cancelled the ${booking}.`),
  })
}

// All or nothing, without a transaction: what was booked is cancelled in the reverse order when a later step fails.
df.app.orchestration('bookTrip', function* (context: OrchestrationContext) {
  const trip: Trip = context.df.getInput() ?? { city: 'Lisbon' }
  const booked: { service: string; booking: string }[] = []
  try {
    for (const service of services)
      booked.push({ service, booking: yield context.df.callActivity(`book${service}`, trip) })
    return { booked: booked.map(({ booking }) => booking) }
  } catch (error) {
    const cancelled: string[] = []
    for (const { service, booking } of booked.reverse()) {
      yield context.df.callActivity(`cancel${service}`, booking)
      cancelled.push(booking)
    }
    return { cancelled, because: (error as Error).message.split('\n')[0] }
  }
})

app.http('BookTrip', {
  route: 'trips',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context)
    const body = await request.text()
    const instanceId = await client.startNew('bookTrip', { input: body ? JSON.parse(body) : null })
    return client.createCheckStatusResponse(request, instanceId)
  },
})
