import type { Page } from 'playwright-core'
import type { FunctionInfo } from '#durable/function-info.ts'
import { FUNCTIONS_PORT } from '../serve/serve-site.ts'
import { TimeOutError, type Answer, type Door, type Request } from './perform.ts'
import { listRoutes, someRouteTakes, withKey } from './routes.ts'

/** The request cannot be sent, or no function has its route. */
class BadRequestError extends Error {
  override readonly name = 'BadRequestError'
}

/** Sends requests with the page's own `fetch`, so that they go through the real service worker. */
export function pageDoor(page: Page, origin: string, functions: readonly FunctionInfo[]): Pick<Door, 'send'> {
  return {
    async send(request, limitMs) {
      const url = withKey(functions, urlOf(request.url, origin))
      const answer = await fetchInPage(page, { ...request, url: url.href }, limitMs)
      if (answer.status === 404 && !url.pathname.startsWith('/runtime/') && !someRouteTakes(functions, url.pathname))
        throw new BadRequestError(
          `No function has the route of ${request.method} ${url.pathname}. ${listRoutes(functions)}`,
        )
      return answer
    },
  }
}

/** Articles name the Functions host's own address; here the app stands at another. */
function urlOf(target: string, origin: string): URL {
  const url = new URL(target, `${origin}/`)
  if (/^(localhost|127\.0\.0\.1)$/.test(url.hostname) && url.port === String(FUNCTIONS_PORT))
    return new URL(url.pathname + url.search, origin)
  if (url.origin !== origin) throw new BadRequestError(`${url.href} is not in this function app.`)
  return url
}

async function fetchInPage(page: Page, request: Request, limitMs: number): Promise<Answer> {
  const said = `${request.method} ${new URL(request.url).pathname}`
  const answer = await page.evaluate(sendIt, { ...request, type: contentTypeOf(request.body), limitMs })
  if ('failure' in answer) {
    if (answer.failure === 'TimeoutError') throw new TimeOutError(`${said} had no answer after ${limitMs / 1000} s.`)
    throw new BadRequestError(`${said} could not be sent: ${answer.message}`)
  }
  return { status: answer.status, body: Buffer.from(answer.body, 'base64') }
}

function contentTypeOf(body: string | null): string | null {
  if (body === null) return null
  try {
    JSON.parse(body)
    return 'application/json'
  } catch {
    return 'text/plain; charset=utf-8'
  }
}

interface Sent extends Request {
  readonly type: string | null
  readonly limitMs: number
}

/** Runs in the page, so it can use nothing from around it. */
async function sendIt({ method, url, body, type, limitMs }: Sent) {
  try {
    const headers = type === null ? {} : { 'Content-Type': type }
    const response = await fetch(url, { method, body, headers, signal: AbortSignal.timeout(limitMs) })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const parts = Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, i) =>
      String.fromCharCode(...bytes.subarray(i * 8192, (i + 1) * 8192)),
    )
    return { status: response.status, body: btoa(parts.join('')) }
  } catch (error) {
    return { failure: (error as Error).name, message: (error as Error).message }
  }
}
