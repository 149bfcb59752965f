import { readFile, stat } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { isWorthZipping, mediaType } from './media-type.ts'

const zip = promisify(gzip)

/** A file as it is served. */
export interface SiteFile {
  readonly type: string
  readonly cacheControl: string
  /** Changes whenever the file does. */
  readonly etag: string
  readonly body: Buffer
  readonly zipped: Buffer | null
}

/** Reads the files of one folder by URL path, each zipped once and kept in memory until it changes on disk. */
export function siteFiles(folder: string): (urlPath: string) => Promise<SiteFile | null> {
  const kept = new Map<string, SiteFile>()
  return async (urlPath) => {
    const path = pathWithin(folder, urlPath)
    const found = path === null ? null : await stat(path).catch(() => null)
    if (path === null || !found?.isFile()) return null
    const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`
    const before = kept.get(path)
    if (before?.etag === etag) return before
    const file = await readSiteFile(path, urlPath, etag)
    kept.set(path, file)
    return file
  }
}

async function readSiteFile(path: string, urlPath: string, etag: string): Promise<SiteFile> {
  const body = await readFile(path)
  return {
    type: mediaType(path),
    cacheControl: cacheControlOf(urlPath),
    etag,
    body,
    zipped: isWorthZipping(path) ? await zip(body) : null,
  }
}

/** Files in `assets` carry a hash of their content in their name, so they never change; the others are asked for again. */
function cacheControlOf(urlPath: string): string {
  return urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** The file a URL path names, or null when it cannot be decoded or would leave the folder. A folder stands for its index.html. */
function pathWithin(folder: string, urlPath: string): string | null {
  const decoded = decodedPath(urlPath)
  if (decoded === null || decoded.includes('\0')) return null
  const path = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded))
  return path.startsWith(normalize(folder) + sep) ? path : null
}

function decodedPath(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath)
  } catch {
    return null
  }
}
