import { expect, test } from 'vitest'
import { samplePayload } from './sample-payload.ts'

test('each trigger begins with what it would be given', () => {
  expect(samplePayload('blobTrigger')).toBe('samples-workitems/name.txt')
  expect(JSON.parse(samplePayload('cosmosDBTrigger'))).toBeInstanceOf(Array)
  expect(JSON.parse(samplePayload('eventGridTrigger'))).toMatchObject({ eventType: 'Microsoft.Storage.BlobCreated' })
})

test('a trigger that nobody knows begins with some JSON', () => {
  for (const trigger of ['myOwnTrigger', 'constructor', ''])
    expect(JSON.parse(samplePayload(trigger))).toEqual({ hello: 'world' })
})
