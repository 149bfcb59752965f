import { reasonOf } from '#base/reason-of.ts'
import type { SourceFile } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import { formatAddress } from '#project/address.ts'
import { encodeProject } from '#project/link.ts'

export type ProjectLink =
  | { readonly ok: true; readonly link: string; readonly fits: readonly Fit[] }
  | { readonly ok: false; readonly message: string }

export interface Fit {
  readonly where: 'Discord' | 'Teams' | 'QR'
  /** The longest link that goes there, in characters. */
  readonly limit: number
  readonly fits: boolean
}

/**
 * A Discord message holds 2,000 characters. A Teams post holds about 28 KB, and a link stands in it twice, as address
 * and as text. The largest QR code holds 2,953 bytes.
 */
const limits = [
  { where: 'Discord', limit: 2000 },
  { where: 'QR', limit: 2953 },
  { where: 'Teams', limit: 14_000 },
] as const

/** The link that holds the whole project, on the page at `pageUrl`; or why no link can hold it. */
export function projectLink(
  name: string,
  files: readonly SourceFile[],
  pageUrl: string,
  faults: readonly Fault[] = [],
): ProjectLink {
  try {
    const payload = encodeProject({ name, files, faults })
    const { origin, pathname } = new URL(pageUrl)
    const link = `${origin}${pathname}${formatAddress({ what: { kind: 'link', payload }, view: {} })}`
    return { ok: true, link, fits: limits.map((one) => ({ ...one, fits: link.length <= one.limit })) }
  } catch (error) {
    return { ok: false, message: reasonOf(error) }
  }
}

/** The link for a README or an issue; what Markdown would read in the name is escaped. */
export function asMarkdown(name: string, link: string): string {
  return `[${name.replaceAll(/\s+/g, ' ').replaceAll(/[\\[\]`*_<>]/g, String.raw`\$&`)}](${link})`
}
