import { expect, test } from 'vitest'
import { BOOT } from '#sandbox/boot.ts'
import { pagePolicy } from './content-security-policy.ts'

test('the page allows the very script that the sandbox frame holds, which inherits its policy', async () => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(BOOT))
  const digest = btoa(String.fromCharCode(...new Uint8Array(hash)))
  expect(pagePolicy()).toContain(`'sha256-${digest}'`)
})

test('the boot script stays one script inside the frame, letter for letter', () => {
  expect(BOOT).not.toMatch(/<\/script|<!--|\r/i)
})

test('the page loads and asks nothing outside its own origin', () => {
  expect(pagePolicy()).toContain("default-src 'none'")
  expect(pagePolicy()).not.toMatch(/https?:|\*|'unsafe-eval'/)
})
