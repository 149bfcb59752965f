import type * as durableFunctions from 'durable-functions'
import type { OrchestrationContext } from 'durable-functions'
import type { TriggerFacts } from '#durable/wire-json/trigger-json.ts'
import type { HistoryEvent } from '#durable/history-event.ts'

/** What `require('durable-functions')` gives: ours or the real one. */
export type Module = typeof durableFunctions

/** An orchestrator for either SDK, as a person writes it, with the module of its own SDK. What it `note`s is compared too. */
export type Program = (context: OrchestrationContext, note: (text: string) => void, module: Module) => unknown

export interface Trigger {
  readonly history: readonly HistoryEvent[]
  readonly facts: TriggerFacts
}

/** What an SDK made of a trigger: an OrchestratorState, or `raised`, the message of what it threw without one. */
export interface Answered {
  readonly state: Readonly<Record<string, unknown>>
  /** What the code saw at each of its steps. */
  readonly seen: readonly string[]
}

type Generating = Generator<unknown, unknown, unknown>

/** The program with each of its steps written into `seen`: what it got, when it thought it was, whether replaying. */
export function watched(program: Program, seen: string[], module: Module): (context: OrchestrationContext) => unknown {
  return (context) => {
    const code = program(context, (text) => seen.push(text), module)
    if (!isGenerator(code)) return code
    const step = (how: 'next' | 'throw', value: unknown) => {
      const { isReplaying, currentUtcDateTime } = context.df
      seen.push(`${how} ${shown(value)} ${currentUtcDateTime.toISOString()}${isReplaying ? ' replaying' : ''}`)
      return code[how](value)
    }
    return { next: (value: unknown) => step('next', value), throw: (error: unknown) => step('throw', error) }
  }
}

function isGenerator(code: unknown): code is Generating {
  return Object.prototype.toString.call(code) === '[object Generator]'
}

/** A value in words: tasks by their outcome (they are circular), errors by their message. */
function shown(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (Array.isArray(value)) return `[${value.map(shown).join()}]`
  if (isTask(value)) return `task(${outcome(value)})`
  return JSON.stringify(value) ?? String(value)
}

interface SomeTask {
  readonly isCompleted: boolean
  readonly isFaulted: boolean
  readonly result?: unknown
}

function isTask(value: unknown): value is SomeTask {
  return typeof value === 'object' && value !== null && 'isCompleted' in value && 'isFaulted' in value
}

function outcome({ isCompleted, isFaulted, result }: SomeTask): string {
  if (isFaulted) return `failed ${shown(result)}`
  return isCompleted ? shown(result) : 'running'
}
