/** The files of the site that are the playground's own, below its base. */
const OWN_FILES = [
  '',
  'index.html',
  'icon.svg',
  'manifest.webmanifest',
  'not-yet.html',
  'not-yet.js',
  'service-worker.js',
] as const

const ASSETS = 'assets/'

/** Whether a path below the site's base is the playground's own: no function answers there, whatever its route. */
export function isOwnPath(path: string): boolean {
  return path.startsWith(ASSETS) || (OWN_FILES as readonly string[]).includes(path)
}

/** Own paths, one of each kind, to hold a route against. */
export const ownPaths: readonly string[] = [...OWN_FILES, `${ASSETS}*`]
