import { csvRows } from './csv.ts'
import { fromRunFile } from './from-run-file.ts'
import { fromTableRows, fromWireEvents } from './from-rows.ts'
import { fromToldEvents } from './from-status.ts'
import { type ImportedHistory, MOST_EVENTS, NoHistoryError } from './imported-history.ts'
import { isRow, payloadOf, type Row, shown, textOf } from './json-fields.ts'
import { soundHistory } from './sound-events.ts'

const EXPECTED =
  'Expected is the JSON of GET …/instances/{id}?showHistory=true&showHistoryOutput=true&showInput=true, a history of Durable Functions Monitor, rows of the History table (JSON or CSV), or a run saved here.'

/**
 * The histories that a text holds, whoever wrote it; more than one when it holds several instances or executions.
 * Throws a {@link NoHistoryError} that says what it is and what was expected.
 */
export function readHistories(text: string): ImportedHistory[] {
  const histories = historiesIn(parsed(text))
  const count = histories.reduce((sum, { events }) => sum + events.length, 0)
  if (count > MOST_EVENTS)
    throw new NoHistoryError(`These are ${count} events; at most ${MOST_EVENTS} of one file are taken.`)
  return histories.map(soundHistory)
}

function parsed(text: string): unknown {
  const [first = ''] = text.trimStart().split(/\r?\n/, 1)
  if (/(^|,)"?PartitionKey"?(,|$)/.test(first.replace(/^\ufeff/, ''))) return csv(text)
  if (text.trim() === '') throw new NoHistoryError(`The file is empty. ${EXPECTED}`)
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new NoHistoryError(`This is neither JSON nor CSV: ${(error as Error).message}. ${EXPECTED}`)
  }
}

function csv(text: string): unknown {
  try {
    return csvRows(text)
  } catch (error) {
    throw new NoHistoryError(`This CSV cannot be read: ${(error as Error).message}`)
  }
}

function historiesIn(value: unknown, depth = 0): ImportedHistory[] {
  if (Array.isArray(value)) return fromList(value, depth)
  if (!isRow(value)) throw new NoHistoryError(`This is ${shown(value)}. ${EXPECTED}`)
  if (value['format'] === 'durable-playground/run') return [fromRunFile(value)]
  const rows = value['value'] ?? value['items']
  if (Array.isArray(rows)) return fromList(rows, depth)
  const events = value['historyEvents'] ?? value['history'] ?? value['HistoryEvents'] ?? value['History']
  if (Array.isArray(events)) return [fromEvents(events, value)]
  throw new NoHistoryError(`${whatElse(value)} ${EXPECTED}`)
}

function fromEvents(events: readonly unknown[], about: Row): ImportedHistory {
  if (events.length > MOST_EVENTS)
    throw new NoHistoryError(`This history has ${events.length} events; at most ${MOST_EVENTS} are taken.`)
  const [first] = events
  const instanceId = textOf(about, 'instanceId') || textOf(about, 'InstanceId')
  if (isRow(first) && typeof first['EventType'] === 'number') return fromWireEvents(events, instanceId)
  if (events.length === 0)
    throw new NoHistoryError('This history is empty: the instance had not begun when it was exported.')
  return fromToldEvents(events, {
    dialect: 'status with history',
    instanceId,
    name: textOf(about, 'name'),
    input: about['input'] === null ? undefined : jsonOf(about, 'input'),
  })
}

/** The input of a status is shown parsed. */
function jsonOf(row: Row, key: string): ReturnType<typeof payloadOf> {
  return Object.hasOwn(row, key) ? payloadOf({ key: JSON.stringify(row[key]) }, 'key') : undefined
}

/** Lists of lists are nobody's export. */
const DEEPEST = 2

function fromList(list: readonly unknown[], depth: number): ImportedHistory[] {
  if (list.length === 0) throw new NoHistoryError(`This is an empty list. ${EXPECTED}`)
  if (list.length > MOST_EVENTS)
    throw new NoHistoryError(`This list has ${list.length} rows; at most ${MOST_EVENTS} are taken.`)
  const [first] = list
  if (!isRow(first) || depth >= DEEPEST)
    throw new NoHistoryError(`This is a list of ${shown(first)} and the like. ${EXPECTED}`)
  if (Object.hasOwn(first, 'PartitionKey')) {
    if (!list.some((row) => isRow(row) && Object.hasOwn(row, 'EventType')))
      throw new NoHistoryError(`These are rows of another table than the History table: ${shown(Object.keys(first))}.`)
    return fromTableRows(list.filter(isRow))
  }
  if (Object.hasOwn(first, 'EventType') || Object.hasOwn(first, 'eventType')) return [fromEvents(list, {})]
  return list.flatMap((item) => historiesIn(item, depth + 1))
}

/** What it is instead, where that can be told. */
function whatElse(value: Row): string {
  if ('statusQueryGetUri' in value)
    return 'This is the answer to a start: ask its statusQueryGetUri, with the parameters for the history.'
  if ('runtimeStatus' in value) return 'This is a status without its history.'
  if ('version' in value && 'functionTimeout' in value) return 'This is a host.json.'
  return `This is an object with ${shown(Object.keys(value).slice(0, 8))}.`
}
