import { extname } from 'node:path'

const byExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.py': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
  '.whl': 'application/zip',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}

const alreadySmall: ReadonlySet<string> = new Set(['.zip', '.whl', '.png', '.woff2'])

/** The media type that a browser must be told for this file; bytes when the extension says nothing. */
export function mediaType(path: string): string {
  return byExtension[extname(path).toLowerCase()] ?? 'application/octet-stream'
}

/** Whether gzip would make the file smaller. */
export function isWorthZipping(path: string): boolean {
  return !alreadySmall.has(extname(path).toLowerCase())
}
