import type { EarlierRuns, Inspection, LineRuns, Local, Stretch, StretchEnd } from '#durable/inspection.ts'
import type { AnswerParsers } from './connect.ts'
import type { InspectorCalls } from './language-calls.ts'
import { limits } from './limits.ts'
import { languageAnswers, readCodeLine } from './parse-language.ts'
import { count, fields, flag, listOf, maybe, oneOf, type Read, text } from './read.ts'
import { weigh } from './weigh.ts'

/** Of one answer. The worker keeps far below; these only bound what hostile code can make the page read. */
const mostStretches = 10_000
const mostLines = 100_000
const mostLocals = 1000

const readInspection: Read<Inspection> = (raw, what) => {
  const from = fields(raw, what)
  return {
    from: count(from['from'], 'from'),
    to: count(from['to'], 'to'),
    earlier: listOf(readEarlier, limits.actions)(from['earlier'], 'earlier'),
    stretches: listOf(readStretch, mostStretches)(from['stretches'], 'stretches'),
  }
}

export const inspectorAnswers: AnswerParsers<InspectorCalls> = {
  load: languageAnswers.load,
  ping: languageAnswers.ping,
  inspect: (raw) => {
    weigh(raw, 'the inspection')
    return readInspection(raw, 'inspection')
  },
}

const readStretch: Read<Stretch> = (raw, what) => {
  const from = fields(raw, what)
  return {
    event: count(from['event'], 'event'),
    lines: listOf(readRuns, mostLines)(from['lines'], 'lines'),
    linesAgain: listOf(readRuns, mostLines)(from['linesAgain'], 'linesAgain'),
    ...maybe(from, 'at', readCodeLine),
    end: readEnd(from['end'], 'end'),
    made: listOf(readCodeLine, mostLines)(from['made'], 'made'),
    locals: listOf(readLocal, mostLocals)(from['locals'], 'locals'),
    ...maybe(from, 'answer', readAnswer),
  }
}

const readEnd: Read<StretchEnd> = (raw, what) => {
  const from = fields(raw, what)
  const kind = oneOf(['yielded', 'returned', 'threw'] as const)(from['kind'], `${what}.kind`)
  return kind === 'yielded'
    ? { kind, awaited: text(from['awaited'], 'awaited') }
    : { kind, text: text(from['text'], 'text') }
}

const readRuns: Read<LineRuns> = (raw, what) => ({
  ...readCodeLine(raw, what),
  times: count(fields(raw, what)['times'], 'times'),
})

const readEarlier: Read<EarlierRuns> = (raw, what) => {
  const from = fields(raw, what)
  return {
    ...readCodeLine(raw, what),
    first: count(from['first'], 'first'),
    again: count(from['again'], 'again'),
    weighed: count(from['weighed'], 'weighed'),
  }
}

const readLocal: Read<Local> = (raw, what) => {
  const from = fields(raw, what)
  return { name: text(from['name'], 'local name'), text: text(from['text'], 'local text') }
}

const readAnswer: Read<NonNullable<Stretch['answer']>> = (raw, what) => {
  const from = fields(raw, what)
  return {
    event: count(from['event'], `${what}.event`),
    text: text(from['text'], `${what}.text`),
    isFailure: flag(from['isFailure'], `${what}.isFailure`),
  }
}
