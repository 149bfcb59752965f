import type { EntityId } from './entity-id.ts'

if (typeof Symbol.dispose !== 'symbol')
  Object.defineProperty(Symbol, 'dispose', { value: Symbol('Symbol.dispose'), configurable: true })

/** Locks held by an orchestration until released; also by `using`. Its fields are the real one's: code may return it. */
export class DurableLock {
  private released = false
  readonly inFlightEntityCalls = new Set<string>()
  readonly ownedLocks: readonly EntityId[]
  private readonly onRelease: () => void

  constructor(ownedLocks: readonly EntityId[], onRelease: () => void) {
    this.ownedLocks = Object.freeze([...ownedLocks])
    this.onRelease = onRelease
  }

  /** Once; again is nothing: rule K5. */
  release(): void {
    if (this.released) return
    this.released = true
    this.inFlightEntityCalls.clear()
    this.onRelease()
  }

  [Symbol.dispose](): void {
    this.release()
  }

  get isReleased(): boolean {
    return this.released
  }
}

/** What `context.df.isLocked()` answers. */
export class LockState {
  readonly isLocked: boolean
  readonly ownedLocks: readonly EntityId[]

  constructor(isLocked: boolean, ownedLocks: readonly EntityId[]) {
    this.isLocked = isLocked
    this.ownedLocks = ownedLocks
  }
}

/** Code did in a critical section what is not allowed there. */
export class LockingRulesViolationError extends Error {
  static readonly code = 'LOCKING_RULES_VIOLATION'
  override readonly name = 'LockingRulesViolationError'

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message)
    if (options && 'cause' in options) this.cause = options.cause
  }
}
