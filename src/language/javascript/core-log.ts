import type { LogLevel } from '#durable/trace.ts'
import type { LogCategory } from './core-types.ts'
import { functionApp } from './functions-app.ts'
import { withReadOnly } from './hook-context.ts'
import { writeLine } from './log-lines.ts'

export interface CoreLog {
  readonly callId: string | null
  readonly level: LogLevel
  readonly category: LogCategory
  readonly message: string
  readonly hookData?: Record<string, unknown>
  readonly invocationContext?: unknown
}

/**
 * A line that came through `context.log` or from the package itself, past the app's log hooks.
 * Hooks may change level and message of the person's own lines; of the system's lines only warnings and worse are shown.
 */
export function writeCoreLog(log: CoreLog): void {
  const context = hookContext(log)
  try {
    for (const callback of functionApp.hooks.log) callback(context)
  } catch {
    // a hook that fails must not take the line with it
  }
  if (log.category === 'user') writeLine(log.callId, context.level, String(context.message))
  else if (log.category === 'system' && isWarning(log.level)) writeLine(log.callId, log.level, log.message)
}

function hookContext({ level, message, category, hookData = {}, invocationContext }: CoreLog) {
  const { appHookData } = functionApp
  return withReadOnly({ level, message }, { category, hookData, appHookData, invocationContext })
}

function isWarning(level: LogLevel): boolean {
  return level === 'warning' || level === 'error' || level === 'critical'
}
