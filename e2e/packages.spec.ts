import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

const typed = `import { app } from '@azure/functions'
import axios, { isAxiosError } from 'axios'
import { addDays, format } from 'date-fns'
import { fr } from 'date-fns/locale'
import { addHours } from 'date-fns/addHours'
import _, { groupBy } from 'lodash'
import get from 'lodash/get'
import fp from 'lodash/fp'
import { DateTime } from 'luxon'
import { v4, validate } from 'uuid'
import { z } from 'zod'
import * as mini from 'zod/mini'
import { readFile } from 'node:fs/promises'
import assert from 'node:assert'
const Order = z.object({ id: z.string(), amount: z.number() })
type Order = z.infer<typeof Order>
const order: Order = Order.parse({ id: v4(), amount: 2 })
const day: string = format(addDays(new Date(), 1), 'PPP', { locale: fr })
const groups: Record<string, Order[]> = groupBy([order], 'id')
const all = [axios.get<Order>, isAxiosError, addHours, _.chunk([1], 1), get(order, 'id'), fp.map, DateTime.now().toISO(), validate(order.id), mini.string(), readFile, assert.ok, day, groups]
app.http('All', { handler: () => ({ jsonBody: all.length }) })
`

test('packages come with their types; what is wrong in one project is not marked in the next', async ({ page }) => {
  await openPlayground(page)
  const marks = page.locator('.monaco-editor .squiggly-error')
  const filesOf = (code: string) => [
    { path: 'host.json', text: '{ "version": "2.0" }' },
    { path: 'src/functions/app.ts', text: code },
  ]
  expect(await runApp(page, filesOf(`${typed}const wrong: number = order.id`))).toMatchObject({ ok: true })
  await expect(marks).toHaveCount(1, { timeout: 60_000 })
  expect(await runApp(page, filesOf(typed))).toMatchObject({ ok: true })
  expect(JSON.parse((await send(page, 'GET', '/api/All')).text)).toBe(13)
  await expect(marks).toHaveCount(0)
})

test('of two language workers one may hang and the other goes on', async ({ page }) => {
  await openPlayground(page)
  const settings = JSON.stringify({ Values: { FUNCTIONS_WORKER_PROCESS_COUNT: '2' } })
  const code = `const { app } = require('@azure/functions')
    const worker = Math.random()
    app.http('Who', { handler: () => ({ jsonBody: worker }) })
    app.http('Hang', { handler: () => { for (;;); } })`
  expect(await runApp(page, [...appOf(code), { path: 'local.settings.json', text: settings }])).toMatchObject({
    ok: true,
  })
  const who = async () => (await send(page, 'GET', '/api/Who')).text
  const before = new Set([await who(), await who()])
  expect(before.size).toBe(2)
  const hanging = send(page, 'GET', '/api/Hang')
  await page.getByRole('button', { name: 'Stop now' }).waitFor({ timeout: 30_000 })
  const meanwhile = new Set([await who(), await who(), await who()])
  expect(meanwhile.size).toBe(1)
  await page.getByRole('button', { name: 'Stop now' }).click()
  expect((await hanging).status).toBe(503)
  const [stayed = ''] = meanwhile
  await expect.poll(async () => new Set([await who(), await who()]).size).toBe(2)
  expect(new Set([await who(), await who()])).toContain(stayed)
})
