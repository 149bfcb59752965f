const { app } = require('@azure/functions')
const df = require('durable-functions')

df.app.activity('Inc', { handler: (n) => n + 1 })

df.app.orchestration('Chain', function* (context) {
  const n = context.df.getInput()
  let x = 0
  for (let i = 0; i < n; i++) x = yield context.df.callActivity('Inc', x)
  return x
})

df.app.orchestration('FanOut', function* (context) {
  const n = context.df.getInput()
  const tasks = Array.from({ length: n }, (_, i) => context.df.callActivity('Inc', i))
  const results = yield context.df.Task.all(tasks)
  return results.length
})

app.http('Start', {
  route: 'start/{name}/{n}/{count}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const { name, n, count } = request.params
    const client = df.getClient(context)
    const starts = Array.from({ length: Number(count) }, () => client.startNew(name, { input: Number(n) }))
    return { jsonBody: await Promise.all(starts) }
  },
})
