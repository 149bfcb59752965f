import type { Page } from '@playwright/test'
import type { RunResult } from '../src/app/automation/automation.ts'
import type { SourceFile } from '../src/durable/build.ts'

/** What the page's own `fetch` was answered, by way of the service worker. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** Opens the app and waits until a program can work with it. */
export async function openPlayground(page: Page, address = '/'): Promise<void> {
  await page.goto(address)
  await page.waitForFunction(
    () => window.durablePlayground !== undefined && navigator.serviceWorker.controller !== null,
  )
}

/** A JavaScript function app of one file. */
export function appOf(code: string): SourceFile[] {
  return [
    { path: 'host.json', text: '{ "version": "2.0" }' },
    { path: 'src/functions/app.js', text: code },
  ]
}

/** Makes a project of these files, opens it and presses Run. */
export async function runApp(page: Page, files: readonly SourceFile[]): Promise<RunResult | undefined> {
  await page.evaluate((given) => window.durablePlayground?.importFolder('app', given), files)
  return page.evaluate(() => window.durablePlayground?.run())
}

/** Sends a request as any code of the page would. */
export function send(page: Page, method: string, url: string, body: string | null = null): Promise<Answered> {
  return page.evaluate(
    async (request) => {
      const response = await fetch(request.url, { method: request.method, body: request.body })
      const headers = Object.fromEntries(response.headers)
      return { status: response.status, headers, text: await response.text() }
    },
    { method, url, body },
  )
}

/** The status JSON of the instance that a check-status answer names. */
export async function statusOf(page: Page, answered: Answered): Promise<Readonly<Record<string, unknown>>> {
  const { statusQueryGetUri } = JSON.parse(answered.text) as { statusQueryGetUri: string }
  return JSON.parse((await send(page, 'GET', statusQueryGetUri)).text) as Record<string, unknown>
}
