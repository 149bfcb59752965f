import { app, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { EntityContext } from 'durable-functions'

// An entity has a state and takes one operation at a time, in the order they come: no locks, no lost updates.
df.app.entity('counter', (context: EntityContext<number>) => {
  const current = context.df.getState(() => 0) ?? 0
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(current + (context.df.getInput<number>() ?? 1))
      break
    case 'reset':
      context.df.setState(0)
      break
    case 'get':
      context.df.return(current)
      break
  }
})

// A signal is one-way: the caller does not wait for it.
app.http('Count', {
  route: 'counters/{key}/{amount:int}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const id = new df.EntityId('counter', request.params.key)
    await df.getClient(context).signalEntity(id, 'add', Number(request.params.amount))
    return { status: 202 }
  },
})

app.http('ReadCounter', {
  route: 'counters/{key}',
  methods: ['GET'],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const id = new df.EntityId('counter', request.params.key)
    const { entityExists, entityState } = await df.getClient(context).readEntityState<number>(id)
    return entityExists ? { jsonBody: { value: entityState } } : { status: 404 }
  },
})
