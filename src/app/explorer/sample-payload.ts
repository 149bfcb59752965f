/** What a trigger would plausibly give its function, as text to begin with; by the trigger's type as Azure spells it. */
export function samplePayload(trigger: string): string {
  const type = trigger.toLowerCase()
  const sample = Object.hasOwn(samples, type) ? samples[type] : undefined
  return typeof sample === 'string' ? sample : JSON.stringify(sample ?? { hello: 'world' }, null, 2)
}

const at = '2026-01-01T12:00:00Z'

const samples: Readonly<Record<string, unknown>> = {
  queuetrigger: { id: 1, text: 'hello' },
  blobtrigger: 'samples-workitems/name.txt',
  servicebustrigger: { id: 1, text: 'hello' },
  eventhubtrigger: { deviceId: 'sensor-1', temperature: 21.5 },
  kafkatrigger: { Offset: 0, Partition: 0, Topic: 'topic', Timestamp: at, Value: 'hello', Key: null, Headers: [] },
  rabbitmqtrigger: { id: 1, text: 'hello' },
  cosmosdbtrigger: [{ id: '1', _ts: 1767268800, city: 'Nantes' }],
  eventgridtrigger: {
    id: '1',
    topic: '/subscriptions/0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/account',
    subject: '/blobServices/default/containers/in/blobs/name.txt',
    eventType: 'Microsoft.Storage.BlobCreated',
    eventTime: at,
    dataVersion: '1',
    metadataVersion: '1',
    data: { api: 'PutBlob', url: 'https://account.blob.core.windows.net/in/name.txt' },
  },
  sqltrigger: [{ Operation: 0, Item: { Id: 1, Title: 'hello' } }],
  mysqltrigger: [{ Operation: 0, Item: { Id: 1, Title: 'hello' } }],
  signalrtrigger: { Event: 'message', Category: 'messages', ConnectionId: '1', Arguments: ['hello'] },
  webpubsubtrigger: { connectionContext: { eventType: 'user', eventName: 'message', hub: 'hub' }, data: 'hello' },
  daprservicetrigger: { data: 'hello' },
  mcptooltrigger: { name: 'tool', arguments: { text: 'hello' } },
  warmuptrigger: {},
}
