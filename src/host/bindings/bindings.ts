import type { EpochMs } from '#base/units.ts'
import type { JsonText } from '#base/json.ts'
import { toJsonText } from '#base/json.ts'
import { bodyText } from '#durable/http-message.ts'
import { blobBytes, tableRowsOf } from '#storage/account-queries.ts'
import type { AccountCommit } from '#storage/commit-account.ts'
import type { HubDb, TableRow } from '#storage/hub-db.ts'
import type { Binding, BindingValue, LanguageCalls } from '#wire/language-calls.ts'
import type { Answer } from '#wire/message.ts'
import { type FunctionDefinition, textOption } from '../functions.ts'
import type { HubClock } from '../hub-clock.ts'
import { clientBinding, type HubAddress } from '../http/urls.ts'
import type { LogSink } from '../log-sink.ts'
import type { Account } from './account.ts'
import { splitBlobPath } from './blob-path.ts'
import { type BindingData, withData, withSettings } from './expression.ts'
import { bytesOf, itemsOf, seenValue } from './payload.ts'
import { tableFilter } from './table-filter.ts'

export interface BindingsParts {
  readonly db: HubDb
  readonly clock: HubClock
  readonly account: Account
  readonly address: HubAddress
  readonly env: Readonly<Record<string, string>>
  readonly logs: LogSink
}

/** The bindings of a function beside its trigger: what it is given, and where what it puts out goes. */
export class Bindings {
  private readonly parts: BindingsParts
  private readonly warned = new Set<string>()

  constructor(parts: BindingsParts) {
    this.parts = parts
  }

  /** The values of the function's inputs. Throws when an expression of theirs has no value. */
  async inputsOf({ name, bindings, triggerName }: FunctionDefinition, data: BindingData) {
    const inputs = Object.entries(bindings).filter(([key, { direction }]) => direction !== 'out' && key !== triggerName)
    const read = inputs.map(async ([key, binding]) => [key, await this.input(name, key, binding, data)] as const)
    return Object.fromEntries(await Promise.all(read)) as Record<string, BindingValue>
  }

  /** What the function put out, as one commit; `undefined` when it put out nothing. */
  async outputsOf(
    { name, bindings }: FunctionDefinition,
    { result, outputs }: Answer<LanguageCalls, 'invoke'>,
    data: BindingData,
  ): Promise<AccountCommit | undefined> {
    const outs = Object.entries(bindings).filter(([, { direction }]) => direction !== 'in')
    const commits = await Promise.all(
      outs.map(([key, binding]) => {
        const value = outputs[key] ?? (key === '$return' ? result : NOTHING)
        return this.output(name, key, binding, value, data)
      }),
    )
    return merged(commits.flatMap((commit) => commit ?? []))
  }

  private async input(functionName: string, key: string, binding: Binding, data: BindingData): Promise<BindingValue> {
    switch (binding.type.toLowerCase()) {
      case 'durableclient':
      case 'orchestrationclient':
        return { kind: 'json', text: clientBinding(this.parts.address) }
      case 'blob':
        return this.blob(binding, data)
      case 'table':
        return this.table(binding, data)
      default:
        this.warn(functionName, `its input '${key}' (${binding.type}) is always empty here`)
        return NOTHING
    }
  }

  private async blob(binding: Binding, data: BindingData): Promise<BindingValue> {
    const { container, name } = splitBlobPath(this.text(binding, 'path', data))
    const bytes = await blobBytes(this.parts.db, container, name)
    if (!bytes) return NOTHING
    const isBinary = textOption(binding, 'dataType').toLowerCase() === 'binary'
    return isBinary ? { kind: 'bytes', bytes } : { kind: 'string', text: bodyText({ body: bytes }) }
  }

  /** One entity when both keys are given, else a list. */
  private async table(binding: Binding, data: BindingData): Promise<BindingValue> {
    const { db } = this.parts
    const table = this.text(binding, 'tableName', data)
    const partitionKey = this.maybeText(binding, 'partitionKey', data)
    const rowKey = this.maybeText(binding, 'rowKey', data)
    if (partitionKey !== undefined && rowKey !== undefined) {
      const row = await db.tableRows.get([table, partitionKey, rowKey])
      return row ? { kind: 'json', text: toJsonText(entityOf(row)) } : NOTHING
    }
    const fits = tableFilter(this.maybeText(binding, 'filter', data) ?? 'true eq true')
    const rows = (await tableRowsOf(db, table, partitionKey)).map(entityOf)
    const take = Number(binding['take'] ?? 1000)
    return { kind: 'json', text: toJsonText(rows.filter((row) => fits({ ...row, true: true })).slice(0, take)) }
  }

  private async output(
    functionName: string,
    key: string,
    binding: Binding,
    value: BindingValue,
    data: BindingData,
  ): Promise<AccountCommit | undefined> {
    if (value.kind === 'none' || value.kind === 'http response') return undefined
    const { account } = this.parts
    switch (binding.type.toLowerCase()) {
      case 'http':
        return undefined
      case 'queue': {
        const queue = this.text(binding, 'queueName', data)
        return { messages: itemsOf(value).map((text) => account.message(queue, text)) }
      }
      case 'blob': {
        const bytes = bytesOf(value)
        return bytes && { blobs: [await account.blob(this.text(binding, 'path', data), bytes)] }
      }
      case 'table':
        return { tableRows: itemsOf(value).map((item) => this.tableRow(binding, item, data)) }
      default:
        this.warn(functionName, `what it puts out to '${key}' (${binding.type}) goes nowhere here`)
        return undefined
    }
  }

  private tableRow(binding: Binding, item: string, data: BindingData): TableRow {
    const { PartitionKey, RowKey, partitionKey, rowKey, ...fields } = objectOf(item)
    const key = (option: string, ...given: unknown[]) => {
      const value = this.maybeText(binding, option, data) ?? given.find((each) => each !== undefined)
      if (typeof value !== 'string') throw new Error(`An entity for a table needs a ${option} that is text.`)
      return value
    }
    return {
      table: this.text(binding, 'tableName', data),
      partitionKey: key('partitionKey', PartitionKey, partitionKey),
      rowKey: key('rowKey', RowKey, rowKey),
      fields: toJsonText(fields),
      at: this.parts.clock.now(),
    }
  }

  private text(binding: Binding, option: string, data: BindingData): string {
    const text = this.maybeText(binding, option, data)
    if (text === undefined) throw new Error(`A ${binding.type} binding needs '${option}'.`)
    return text
  }

  private maybeText(binding: Binding, option: string, data: BindingData): string | undefined {
    const template = binding[option]
    if (typeof template !== 'string') return undefined
    return withData(withSettings(template, this.parts.env), data, new Date(this.parts.clock.now() satisfies EpochMs))
  }

  private warn(functionName: string, text: string): void {
    if (this.warned.has(functionName + text)) return
    this.warned.add(functionName + text)
    this.parts.logs.host('warning', `Function.${functionName}`, `Function '${functionName}': ${text}.`, {
      functionName,
    })
  }
}

const NOTHING: BindingValue = { kind: 'none' }

function entityOf({ partitionKey, rowKey, fields }: TableRow): Record<string, unknown> {
  return { PartitionKey: partitionKey, RowKey: rowKey, ...(JSON.parse(fields satisfies JsonText) as object) }
}

function objectOf(item: string): Record<string, unknown> {
  const value = seenValue({ kind: 'json', text: item })
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw new Error('A table binding takes objects.')
}

/** All of it as one commit. */
export function merged(commits: readonly AccountCommit[]): AccountCommit | undefined {
  if (commits.length === 0) return undefined
  const all: Record<string, unknown[]> = {}
  for (const commit of commits)
    for (const [key, list] of Object.entries(commit)) all[key] = [...(all[key] ?? []), ...(list as unknown[])]
  return all as AccountCommit
}
