import { expect, test } from './fixtures.ts'

test('a cold load transfers at most 200 KB of JavaScript until the shell is painted', async ({ page, context }) => {
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  const scripts = new Map<string, { readonly url: string; readonly sentAt: number; bytes: number }>()
  devtools.on('Network.requestWillBeSent', ({ requestId, request, wallTime }) => {
    if (/\.m?js($|\?)/.test(request.url))
      scripts.set(requestId, { url: request.url, sentAt: wallTime * 1000, bytes: 0 })
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId)
    if (script) script.bytes = encodedDataLength
  })

  await page.goto('/')
  await page.waitForFunction(() => performance.getEntriesByName('shell-painted').length > 0)
  const paintedAt = await page.evaluate(
    () => performance.timeOrigin + (performance.getEntriesByName('shell-painted')[0]?.startTime ?? 0),
  )
  await page.waitForLoadState('networkidle')

  // What was asked for before the paint counts whole, also what arrived after it.
  const before = [...scripts.values()].filter(({ sentAt }) => sentAt <= paintedAt)
  const list = before.map(({ url, bytes }) => `${(bytes / 1024).toFixed(1)} KB ${new URL(url).pathname}`)
  const total = before.reduce((sum, { bytes }) => sum + bytes, 0) / 1024
  console.log(`JavaScript until shell-painted: ${total.toFixed(1)} KB in ${before.length} files`)
  expect(before.length).toBeGreaterThan(0)
  expect(total, list.join('\n')).toBeLessThanOrEqual(200)
})
