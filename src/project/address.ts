import type { EpochMs } from '#base/units.ts'

/** What an address opens: a project of one's own, a draft from somebody's link, a sample, or nothing we know. */
export type What =
  | { readonly kind: 'none' }
  | { readonly kind: 'project'; readonly projectId: string }
  /** The payload with its codec prefix, unread: `decodeProject` judges it. */
  | { readonly kind: 'link'; readonly payload: string }
  | { readonly kind: 'sample'; readonly sample: string }
  /** The page that shows every mark of the timeline. */
  | { readonly kind: 'marks' }

/** What is looked at. All of it may be wrong: instances end, files are renamed. `from` and `to` bound the timeline, in hub time. */
export interface View {
  /** Names an opening of histories as runs: the instance is one of those, and none of the hub's. */
  readonly replay?: string
  readonly instance?: string
  readonly execution?: string
  /** An episode by its index. */
  readonly episode?: number
  /** An event of history by its position in the execution. */
  readonly step?: number
  readonly tab?: string
  readonly file?: string
  /** From 1. */
  readonly line?: number
  readonly from?: EpochMs
  readonly to?: EpochMs
  readonly embed?: boolean
  /** Open without running or resuming anything. */
  readonly norun?: boolean
}

/** The page's address, `#<what>?<view>`, as data. */
export interface Address {
  readonly what: What
  readonly view: View
}

const MAX_TEXT = 512
const texts = ['replay', 'instance', 'execution', 'tab', 'file'] as const
const numbers = ['episode', 'step', 'line', 'from', 'to'] as const
const flags = ['embed', 'norun'] as const

/** Reads a hash, with or without its `#`. Never throws: what it does not know is left out, or `{ kind: 'none' }`. */
export function parseAddress(hash: string): Address {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  const cut = text.indexOf('?')
  const [what, view] = cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)]
  return { what: parseWhat(unescaped(what)), view: parseView(new URLSearchParams(view)) }
}

/** The hash, `#` included, that {@link parseAddress} reads back as this address. */
export function formatAddress({ what, view }: Address): string {
  const pairs = [
    ...texts.flatMap((key) => pair(key, view[key])),
    ...numbers.flatMap((key) => pair(key, view[key])),
    ...flags.flatMap((key) => (view[key] === true ? [key] : [])),
  ]
  return `#${formatWhat(what)}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

function parseWhat(text: string): What {
  if (text === 'marks') return { kind: 'marks' }
  if (/^\d+\./.test(text)) return { kind: 'link', payload: text }
  const project = /^p\/([0-9a-f]{32})$/.exec(text)?.[1]
  if (project !== undefined) return { kind: 'project', projectId: project }
  const sample = /^ex\/([\w-]{1,64})$/.exec(text)?.[1]
  return sample === undefined ? { kind: 'none' } : { kind: 'sample', sample }
}

function formatWhat(what: What): string {
  switch (what.kind) {
    case 'none':
      return ''
    case 'marks':
      return 'marks'
    case 'project':
      return `p/${what.projectId}`
    case 'link':
      return what.payload
    case 'sample':
      return `ex/${what.sample}`
  }
}

function parseView(params: URLSearchParams): View {
  const view: Record<string, string | number | boolean> = {}
  for (const key of texts) {
    const value = params.get(key)
    if (value && value.length <= MAX_TEXT) view[key] = value
  }
  for (const key of numbers) {
    const value = params.get(key)
    if (value !== null && /^\d{1,16}$/.test(value) && isPosition(Number(value))) view[key] = Number(value)
  }
  for (const key of flags) {
    if (params.has(key) && !['0', 'false'].includes(params.get(key) ?? '')) view[key] = true
  }
  return view
}

function pair(key: string, value: string | number | undefined): string[] {
  if (typeof value === 'number') return isPosition(value) ? [`${key}=${value}`] : []
  return value && value.length <= MAX_TEXT ? [`${key}=${escaped(value)}`] : []
}

function isPosition(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)
}

/** Leaves what a fragment may hold as it is, so that an address can be read by people. */
function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%(2F|3A|40|2C)/g, decodeURIComponent)
}

/** Chat programs escape what needs no escaping; `p%2F…` is still a project. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
