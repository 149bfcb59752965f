import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isOwnPath, ownPaths } from './own-paths.ts'

test('every file of the site is the playground’s own', () => {
  const files = readdirSync(new URL('../../public', import.meta.url))
  expect(files.filter((file) => !isOwnPath(file))).toEqual([])
  expect(['', 'index.html', 'service-worker.js', 'assets/app-1f.js'].every(isOwnPath)).toBe(true)
  expect(['api/Hello', 'asset', 'icon.svg/x', 'Index'].some(isOwnPath)).toBe(false)
  expect(ownPaths.every(isOwnPath)).toBe(true)
})
