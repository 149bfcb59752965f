import { type ClockState, hubTime, realTime } from '#durable/clock-mode.ts'
import { noteUse } from './uses/watch.ts'

const RealDate = globalThis.Date
let clock = realTime

/** How hub time passes from now on. */
export function setClock(state: ClockState): void {
  clock = state
}

/** `Date` in hub time: "now" is the task hub's, everything else is the real `Date`, prototype included. */
export const HubDate: DateConstructor = Object.assign(
  function Date(this: unknown, ...args: []): unknown {
    if (args.length === 0 || !new.target) noteUse('clock', new.target ? 'new Date()' : 'Date()')
    if (!new.target) return new RealDate(hubNow()).toString()
    return Reflect.construct(RealDate, args.length === 0 ? [hubNow()] : args, new.target) as Date
  },
  { now, parse: RealDate.parse, UTC: RealDate.UTC },
) as unknown as DateConstructor

Object.defineProperty(HubDate, 'prototype', { value: RealDate.prototype, writable: false })
Object.defineProperty(HubDate, 'length', { value: 7 })

/** Puts hub time's `Date` in the place of `Date`. `performance.now` and timers stay real. Returns the way back. */
export function installClock(): () => void {
  globalThis.Date = HubDate
  RealDate.prototype.constructor = HubDate
  return () => {
    globalThis.Date = RealDate
    RealDate.prototype.constructor = RealDate
  }
}

function now(): number {
  noteUse('clock', 'Date.now()')
  return hubNow()
}

function hubNow(): number {
  return hubTime(clock, RealDate.now())
}
