import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { SourceFile } from '../src/durable/build.ts'
import type { ClockMode } from '../src/durable/clock-mode.ts'
import { expect, test } from './fixtures.ts'
import { eventTypes, openPlayground, runApp, send } from './playground.ts'
import { type SampleRun, samplesToScrub, type Stop } from './samples.ts'
import { type Seen, seenAfter } from './seen.ts'

for (const { sample, file, runs } of samplesToScrub) {
  test(`${sample} is scrubbed back and forth with the right line lit and the right variables`, async ({ page }) => {
    test.setTimeout(120_000)
    const files = filesOf(sample)
    const lines = files.find(({ path }) => path === file)?.text.split('\n') ?? []
    await openPlayground(page)
    expect(await runApp(page, files)).toMatchObject({ ok: true })
    for (const run of runs) {
      const id = await runToTheEnd(page, run)
      const back = await scrub(page, ',', lines, 0)
      const forth = await scrub(page, '.', lines, (back[0]?.step ?? 0) + 1)
      expect(forth.slice(0, -1)).toEqual(back.toReversed().slice(1))
      expectStops([...back.toReversed(), ...forth.slice(-1)], run.stops)
      expectMovedByEvents(forth, await eventTypes(page, id))
      await page.getByRole('button', { name: 'Back to the end' }).click()
    }
  })
}

async function runToTheEnd(page: Page, { request, body, event }: SampleRun): Promise<string> {
  const clock: ClockMode = event === undefined ? 'virtual' : 'real'
  await page.evaluate((mode) => window.durablePlayground?.setClock(mode), clock)
  const [method = '', url = ''] = request.split(' ')
  const answered = await send(page, method, url, body === undefined ? null : JSON.stringify(body))
  expect(answered.status).toBe(202)
  const { id } = JSON.parse(answered.text) as { id: string }
  if (event !== undefined) await raise(page, id, event)
  const listed = page.getByRole('listbox', { name: 'Instances' }).getByRole('option')
  await listed.filter({ has: page.getByTitle(id, { exact: true }) }).click()
  const instance = page.getByRole('region', { name: 'The selected instance' })
  await expect(instance).toContainText(id)
  await expect(instance).toContainText('Completed')
  await expect(page.getByText(/^episode (\d+) of \1$/)).toBeVisible()
  return id
}

async function raise(page: Page, id: string, { name, data }: NonNullable<SampleRun['event']>): Promise<void> {
  const url = `/runtime/webhooks/durabletask/instances/${id}/raiseEvent/${name}`
  const status = await page.evaluate(
    async ([to, body]) => {
      const headers = { 'Content-Type': 'application/json' }
      return (await fetch(to, { method: 'POST', headers, body })).status
    },
    [url, JSON.stringify(data)] as const,
  )
  expect(status).toBe(202)
}

/** Steps with a key, event by event, until nothing more happens. */
async function scrub(page: Page, key: ',' | '.', lines: readonly string[], until: number): Promise<Seen[]> {
  await page.getByRole('treegrid', { name: /^Timeline of/ }).focus()
  const all: Seen[] = []
  while (all.at(-1)?.step !== until) {
    await page.keyboard.press(key)
    all.push(await page.evaluate(seenAfter, { before: all.at(-1)?.step ?? null, lines }))
    expect(all.length).toBeLessThan(100)
  }
  return all
}

const isSame = (a: Seen | undefined, b: Seen) => JSON.stringify(a?.stand) === JSON.stringify(b.stand)

/** Where the code stood, one place after the other, and what it knew there. It waits at all of them but the last. */
function expectStops(all: readonly Seen[], stops: readonly Stop[]): void {
  const seen = all.filter((each, i) => each.line > 0 && !isSame(all[i - 1], each)).map(({ stand }) => stand)
  expect(seen.map(({ lit }) => lit.endsWith('stopped here'))).toEqual(stops.map((_, i) => i < stops.length - 1))
  stops.forEach(([code, ...variables], i) => {
    expect(seen[i]?.lit).toContain(code)
    const known = seen[i]?.variables.map((text, j) => (variables[j]?.includes(' = ') ? text : text.split(' = ')[0]))
    expect(known).toEqual(variables)
  })
}

/** What history told moved the code on, and nothing else did. */
function expectMovedByEvents(all: readonly Seen[], types: readonly string[]): void {
  const movers = all.flatMap((each, i) => (i > 0 && !isSame(all[i - 1], each) ? [types[each.step ?? -1]] : []))
  for (const type of movers)
    expect(type).toMatch(/^(Task|SubOrchestrationInstance)(Completed|Failed)$|^TimerFired$|^EventRaised$/)
}

function filesOf(sample: string): SourceFile[] {
  const folder = `src/samples/${sample}`
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths
    .filter((path) => statSync(`${folder}/${path}`).isFile())
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(`${folder}/${path}`, 'utf8') }))
}
