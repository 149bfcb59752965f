import type { BatchAnswer, OperationResult, SentSignal } from '#durable/entity-batch.ts'
import { limits } from './limits.ts'
import { jsonText } from './parse-action.ts'
import { fields, flag, listOf, nullable, ParseError, type Read, text } from './read.ts'

/** Reads what an entity's function answered; throws a `ParseError` when it is no answer to a batch of operations. */
export function readBatchAnswer(answer: string): BatchAnswer {
  const from = fields(parsed(answer), "the entity function's answer")
  return {
    entityExists: flag(from['entityExists'], 'entityExists'),
    entityState: nullable(jsonText)(from['entityState'] ?? null, 'entityState'),
    results: listOf(result, limits.actions)(from['results'], 'results'),
    signals: listOf(signal, limits.actions)(from['signals'] ?? [], 'signals'),
  }
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer) as unknown
  } catch {
    throw new ParseError("the entity function's answer is not JSON")
  }
}

/** A result may be missing: a list with a hole in it has `null` there. */
const result: Read<OperationResult> = (raw, what) => {
  if (raw === null) return { isError: false, result: null }
  const from = fields(raw, what)
  return { isError: flag(from['isError'], 'isError'), result: nullable(text)(from['result'] ?? null, 'result') }
}

const signal: Read<SentSignal> = (raw, what) => {
  const from = fields(raw, what)
  const target = fields(from['target'], 'target')
  return {
    target: { name: text(target['name'], 'entity name'), key: text(target['key'], 'entity key') },
    name: text(from['name'], 'operation'),
    input: text(from['input'] ?? '', 'input'),
  }
}
