import { randomHex128 } from '#base/ids.ts'
import type { FunctionKeys } from '#durable/function-keys.ts'
import { headerOf, type HttpRequestMessage } from '#durable/http-message.ts'
import { setMeta } from '#storage/commit.ts'
import type { HubDb } from '#storage/hub-db.ts'

/** The keys of an app, made where they are missing. They stay as long as the hub. */
export async function keysOf(db: HubDb, functionNames: readonly string[]): Promise<FunctionKeys> {
  const before = (await db.meta.get('keys'))?.value as FunctionKeys | undefined
  const functions = Object.fromEntries(functionNames.map((name) => [name, before?.functions[name] ?? randomHex128()]))
  const keys: FunctionKeys = {
    master: before?.master ?? randomHex128(),
    default: before?.default ?? randomHex128(),
    functions: { ...before?.functions, ...functions },
  }
  await setMeta(db, 'keys', keys)
  return keys
}

/** Whether the request has a key that its function's level asks for: in `code` of the query, or in `x-functions-key`. */
export function isAllowed(
  level: string,
  functionName: string,
  keys: FunctionKeys,
  request: HttpRequestMessage,
): boolean {
  if (level === 'anonymous') return true
  const given = headerOf(request.headers, 'x-functions-key') ?? new URL(request.url).searchParams.get('code') ?? ''
  const accepted = level === 'admin' ? [keys.master] : [keys.master, keys.default, keys.functions[functionName]]
  return accepted.includes(given)
}
