import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SiteFile } from './site-files.ts'

/** These belong to the functions, which run in the browser: its service worker answers them before they get here. */
const FUNCTION_PATHS = /^\/(api|runtime|admin)(\/|$)/i

/** The page that brings a browser's service worker up, for somebody who opened a function's URL first. */
const NOT_YET_PAGE = '/not-yet.html'

/** Answers one request from the built site. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  read: (urlPath: string) => Promise<SiteFile | null>,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  if (FUNCTION_PATHS.test(path)) return respondNotYet(request, response, read)
  if (request.method !== 'GET' && request.method !== 'HEAD') return respondText(response, 405, 'Only GET and HEAD.')
  const file = await read(path)
  if (!file) return respondText(response, 404, `There is no ${path} here.`)
  if (request.headers['if-none-match'] === file.etag) return respondUnchanged(response, file)
  respondFile(request, response, 200, file)
}

async function respondNotYet(
  request: IncomingMessage,
  response: ServerResponse,
  read: (urlPath: string) => Promise<SiteFile | null>,
): Promise<void> {
  const page = isNavigation(request) ? await read(NOT_YET_PAGE) : null
  response.setHeader('Cache-Control', 'no-store')
  if (page) return respondFile(request, response, 503, { ...page, cacheControl: 'no-store' })
  const message =
    'These functions run in the browser, not in this server. ' +
    `Open http://${request.headers.host ?? 'localhost'}/ in a browser, run the project there, and send the request from that browser.`
  response.writeHead(503, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify({ message }))
}

function isNavigation({ method, headers }: IncomingMessage): boolean {
  const mode = headers['sec-fetch-mode']
  return method === 'GET' && (mode === undefined ? headers.accept?.includes('text/html') === true : mode === 'navigate')
}

function respondFile(request: IncomingMessage, response: ServerResponse, status: number, file: SiteFile): void {
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'])) ? file.zipped : null
  const body = zipped ?? file.body
  response.writeHead(status, {
    ...headersOf(file),
    'Content-Type': file.type,
    'Content-Length': body.length,
    ...(zipped && { 'Content-Encoding': 'gzip' }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function respondUnchanged(response: ServerResponse, file: SiteFile): void {
  response.writeHead(304, headersOf(file))
  response.end()
}

function headersOf(file: SiteFile): Record<string, string> {
  return {
    'Cache-Control': file.cacheControl,
    ETag: file.etag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
  }
}

function respondText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(text)
}
