import type { Fault, FaultEffect, FaultKind } from '#durable/fault.ts'
import type { FunctionInfo } from '#durable/function-info.ts'

const HOUR = 3_600_000

/** What can befall a function: what nothing durable calls can only fail. */
export function kindsFor(kind: FunctionInfo['kind'] | undefined): readonly FaultKind[] {
  if (kind === 'http' || kind === 'other') return ['fail']
  return ['fail', 'delay', 'twice', 'worker lost before', 'worker lost after', 'tab closed']
}

export function effectOf(kind: FaultKind): FaultEffect {
  return kind === 'delay' ? { kind, ms: HOUR } : { kind }
}

/** A fault with an id of its own, switched on. */
export function newFault(about: Pick<Fault, 'functionName' | 'does' | 'when'> & Partial<Fault>): Fault {
  return { id: crypto.randomUUID().slice(0, 8), isOn: true, ...about }
}

/** A seed for a coin: any will do, and it stays. */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint16Array(1))[0] ?? 0
}

/** What a function's first fault is, to begin with: its first call in each instance fails. */
export function firstFault(functionName: string): Fault {
  return newFault({ functionName, does: { kind: 'fail' }, when: { kind: 'first', count: 1 } })
}
