import { useSyncExternalStore } from 'react'
import { type Address, formatAddress, parseAddress, type View, type What } from '#project/address.ts'

// The address is the state that a reload and a link should keep. It is read from the hash and written to it, here only.

interface Place extends Address {
  /** Grows with every move to another project; a project that gets its own address in the middle of a visit stays. */
  readonly visit: number
}

const listeners = new Set<() => void>()
let current: Place = { ...parseAddress(location.hash), visit: 0 }

function become({ what, view }: Address, isSameVisit = false): void {
  const stays = isSameVisit || sameWhat(what, current.what)
  current = { what, view, visit: stays ? current.visit : current.visit + 1 }
  for (const listener of listeners) listener()
}

/** What is looked at and not yet written there is gone: somebody has gone elsewhere. */
function moved(isSameVisit = false): void {
  isWritten = true
  become(parseAddress(location.hash), isSameVisit)
}

window.addEventListener('hashchange', () => moved())
window.addEventListener('popstate', () => moved())
window.addEventListener('pagehide', () => write())

/**
 * Browsers take a hundred new addresses in ten seconds and drop the others: so many at once, and then one in so many real
 * milliseconds, stay below that.
 */
const AT_ONCE = 60
const PACE = 300

let isWritten = true
let left = AT_ONCE
let filledAt = performance.now()
let waiting: ReturnType<typeof setTimeout> | undefined

function writeSoon(): void {
  isWritten = false
  const now = performance.now()
  left = Math.min(AT_ONCE, left + (now - filledAt) / PACE)
  filledAt = now
  if (left >= 1) write()
  else waiting ??= setTimeout(write, PACE)
}

function write(): void {
  clearTimeout(waiting)
  waiting = undefined
  if (isWritten) return
  isWritten = true
  left--
  history.replaceState(null, '', formatAddress(current))
}

export function useAddress(): Place {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Goes somewhere else; Back returns. */
export function goTo(what: What): void {
  write()
  location.hash = formatAddress({ what, view: {} })
}

/** The same project under its new address; Back returns to what it was made from. */
export function nowAt(what: What): void {
  history.pushState(null, '', formatAddress({ what, view: withoutRefusal(current.view) }))
  moved(true)
}

/** What stands here, without a step that Back would return to. */
export function standAt(what: What): void {
  history.replaceState(null, '', formatAddress({ what, view: current.view }))
  moved()
}

/**
 * Keeps what is looked at in the address, so that a reload shows it again. `undefined` takes a part out. It is shown at once;
 * the address may follow later.
 */
export function lookAt(view: { readonly [K in keyof View]: View[K] | undefined }): void {
  const next = { ...current.view, ...view } as View
  const hash = formatAddress({ what: current.what, view: next })
  if (hash === formatAddress(current)) return
  become(parseAddress(hash))
  writeSoon()
}

function sameWhat(a: What, b: What): boolean {
  return formatAddress({ what: a, view: {} }) === formatAddress({ what: b, view: {} })
}

function withoutRefusal({ norun: _norun, ...view }: View): View {
  return view
}
