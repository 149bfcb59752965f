import { app, InvocationContext, output, trigger } from '@azure/functions'

const connection = 'AzureWebJobsStorage'
const seen = output.table({ tableName: 'Seen', partitionKey: 'events', connection })

// Nobody sends these events here: run a function by hand, with whatever it should be given.
// Each notes in the table Seen what came.
function note(event: unknown, context: InvocationContext): void {
  const { functionName, invocationId } = context
  context.extraOutputs.set(seen, { RowKey: invocationId, functionName, event: JSON.stringify(event) })
}

app.eventGrid('BlobUploaded', { extraOutputs: [seen], handler: note })

app.eventHub('Measured', {
  eventHubName: 'measurements',
  cardinality: 'one',
  connection,
  extraOutputs: [seen],
  handler: note,
})

app.serviceBusQueue('Ordered', { queueName: 'orders', connection, extraOutputs: [seen], handler: note })

app.serviceBusTopic('Announced', {
  topicName: 'news',
  subscriptionName: 'all',
  connection,
  extraOutputs: [seen],
  handler: note,
})

app.cosmosDB('Changed', {
  databaseName: 'shop',
  containerName: 'items',
  connection,
  extraOutputs: [seen],
  handler: note,
})

app.sql('RowChanged', {
  tableName: 'dbo.Items',
  connectionStringSetting: connection,
  extraOutputs: [seen],
  handler: note,
})

// A trigger that the package has no word for is written as its extension names it.
app.generic('Rabbit', {
  trigger: trigger.generic({ type: 'rabbitMQTrigger', queueName: 'carrots' }),
  extraOutputs: [seen],
  handler: note,
})

// Runs once when the app starts.
app.warmup('Warm', { extraOutputs: [seen], handler: note })
