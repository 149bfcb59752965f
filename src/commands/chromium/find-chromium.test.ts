import { expect, test } from 'vitest'
import { majorVersion } from './find-chromium.ts'

test('the version is read from what a browser says of itself', () => {
  expect(majorVersion('Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)')).toBe(156)
  expect(majorVersion('Google Chrome 129.0.6668.58 ')).toBe(129)
  expect(majorVersion('ls (GNU coreutils) 9.1')).toBeNull()
})
