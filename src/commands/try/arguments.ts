import { parseArgs } from 'node:util'
import { reasonOf } from '#base/reason-of.ts'
import { runtimeStatuses, type RuntimeStatus } from '#durable/instance.ts'

/** One thing to do, in order: send a request, or wait. */
export type Step =
  | {
      readonly type: 'request'
      readonly method: string
      /** A path or a URL; may hold placeholders, as the body may. */
      readonly target: string
      readonly body: string | null
    }
  | { readonly type: 'wait for status'; readonly status: RuntimeStatus }
  | { readonly type: 'wait'; readonly ms: number }

/** What one `npm run try` was asked to do. */
export interface Try {
  readonly folder: string
  readonly steps: readonly Step[]
  /** How long each answer and each state is waited for. */
  readonly limitMs: number
  readonly clock: 'real' | 'virtual'
  readonly isVerbose: boolean
}

/** The command was not understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const usage =
  "npm run -s try -- FOLDER --request 'METHOD PATH [BODY]' [--request ...] [--wait SECONDS] [--clock virtual|real] [--verbose]"

/** Reads the command line. Throws a {@link UsageError} that says what is wrong and what is right. */
export function parseTry(args: readonly string[]): Try {
  const { values, positionals } = read(args)
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw misused('Name one folder.')
  if (values.request.length === 0) throw misused('Name at least one request.')
  return {
    folder,
    steps: values.request.map(parseStep),
    limitMs: secondsOf(values.wait, '--wait') * 1000,
    clock: clockOf(values.clock),
    isVerbose: values.verbose,
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        request: { type: 'string', multiple: true, default: [] },
        wait: { type: 'string', default: '60' },
        clock: { type: 'string', default: 'real' },
        verbose: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw misused(reasonOf(error))
  }
}

/** Reads `POST /api/Start {"a":1}`, `WAIT Completed` or `WAIT 5s`. */
function parseStep(text: string): Step {
  const [, first = '', second, rest] = /^\s*(\S+)(?:\s+(\S+)(?:\s+([\s\S]*\S))?)?\s*$/.exec(text) ?? []
  if (first.toUpperCase() === 'WAIT' && rest === undefined) return parseWait(second ?? '')
  if (!/^[A-Za-z]+$/.test(first) || second === undefined)
    throw misused(`"${text}" is no request: write METHOD PATH [BODY].`)
  return { type: 'request', method: first.toUpperCase(), target: second, body: rest ?? null }
}

function parseWait(what: string): Step {
  const status = runtimeStatuses.find((candidate) => candidate.toLowerCase() === what.toLowerCase())
  if (status) return { type: 'wait for status', status }
  if (/^\d+(\.\d+)?s$/.test(what)) return { type: 'wait', ms: Number(what.slice(0, -1)) * 1000 }
  throw misused(`"WAIT ${what}" is unknown: wait for a status (${runtimeStatuses.join(', ')}) or for seconds (5s).`)
}

function secondsOf(text: string, option: string): number {
  const seconds = Number(text)
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds <= 0)
    throw misused(`${option} ${text} is no number of seconds.`)
  return seconds
}

function clockOf(text: string): 'real' | 'virtual' {
  if (text === 'real' || text === 'virtual') return text
  throw misused(`--clock ${text} is unknown: it is real or virtual.`)
}

function misused(what: string): UsageError {
  return new UsageError(`${what}\nUsage: ${usage}`)
}
