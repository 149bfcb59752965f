import { defineConfig } from '@playwright/test'
import { findChromium } from './src/commands/chromium/find-chromium.ts'
import { reports } from './src/commands/steps/steps.ts'

// Worker processes inherit it, so the search is done once.
process.env['CHROMIUM_PATH'] ??= await findChromium((line) => process.stderr.write(`${line}\n`))

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: reports.e2e }]],
})
