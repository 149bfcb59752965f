import type { StorageChange } from '#durable/storage-change.ts'
import { buffer, fields, ParseError, type Read, text } from './read.ts'

export const readStorageChange: Read<StorageChange> = (raw, what) => {
  const from = fields(raw, what)
  const kind = text(from['kind'], `${what}.kind`)
  const word = (key: string) => text(from[key], key)
  switch (kind) {
    case 'add message':
      return { kind, queue: word('queue'), text: word('text') }
    case 'create queue':
    case 'clear queue':
    case 'delete queue':
      return { kind, queue: word('queue') }
    case 'create container':
    case 'delete container':
      return { kind, container: word('container') }
    case 'write blob':
      return {
        kind,
        container: word('container'),
        name: word('name'),
        bytes: buffer(from['bytes'], 'bytes'),
        contentType: word('contentType'),
      }
    case 'delete blob':
      return { kind, container: word('container'), name: word('name') }
    case 'delete entity':
      return { kind, table: word('table'), partitionKey: word('partitionKey'), rowKey: word('rowKey') }
    default:
      throw new ParseError(`${what} is of an unknown kind, '${kind.slice(0, 100)}'`)
  }
}
