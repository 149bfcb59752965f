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

/** Looks at the latest moment of the code. */
export async function showCode(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Variables' }).click()
  await page.getByRole('button', { name: 'Show where the code stands' }).click()
}

/** The types of the events in the history of an instance's last execution, read from the page's own database. */
export function eventTypes(page: Page, instanceId: string): Promise<string[]> {
  return page.evaluate(async (id) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('unknown')))
      })
    const hubs = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('hub:'))
    for (const { name = '' } of hubs) {
      const db = await settled(indexedDB.open(name))
      const rows: { instanceId: string; executionId: string; from: number; events: { type: string }[] }[] =
        await settled(db.transaction('history').objectStore('history').getAll())
      const instance: { executionId: string } | undefined = await settled(
        db.transaction('instances').objectStore('instances').get(id),
      )
      db.close()
      const own = rows.filter((row) => row.instanceId === id && row.executionId === instance?.executionId)
      if (own.length > 0)
        return own.toSorted((a, b) => a.from - b.from).flatMap(({ events }) => events.map(({ type }) => type))
    }
    return []
  }, instanceId)
}
