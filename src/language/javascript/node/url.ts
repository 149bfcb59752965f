import npmUrl from 'url/url.js'

// Node's `url`: the platform's own classes, and the old functions from the well-kept package.

const PlatformURL = globalThis.URL
const PlatformURLSearchParams = globalThis.URLSearchParams

export { PlatformURL as URL, PlatformURLSearchParams as URLSearchParams }
export const { parse, resolve } = npmUrl

/** Takes the old url objects and the platform's `URL`. */
export function format(url: string | URL | object): string {
  return url instanceof PlatformURL ? url.href : npmUrl.format(url as string)
}

export function fileURLToPath(url: string | URL): string {
  const { protocol, pathname } = new PlatformURL(url)
  if (protocol !== 'file:') throw new TypeError('The URL must be of scheme file')
  return decodeURIComponent(pathname)
}

export function pathToFileURL(path: string): URL {
  const url = new PlatformURL('file:///')
  url.pathname = path.replaceAll('%', '%25').replaceAll('\\', '%5C')
  return url
}

export function domainToASCII(domain: string): string {
  return PlatformURL.canParse(`http://${domain}`) ? new PlatformURL(`http://${domain}`).hostname : ''
}
