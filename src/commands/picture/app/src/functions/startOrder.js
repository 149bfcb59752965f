const { app } = require('@azure/functions')
const df = require('durable-functions')

app.http('StartOrder', {
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context)
    const input = { customer: 'Ada', lines: ['tea', 'rice', 'soap', 'salt', 'figs', 'oats'] }
    const id = await client.startNew('processOrder', { instanceId: 'order-4711', input })
    return client.createCheckStatusResponse(request, id)
  },
})
