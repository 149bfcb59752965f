import type { Step } from './run-step.ts'

/** Where the test runners leave their results. */
export const reports = { unit: '.cache/unit.json', e2e: '.cache/e2e.json' }

/** What reads the sources without running them. */
export const staticSteps: readonly Step[] = [
  { name: 'types', program: ['typescript/bin/tsc', '--noEmit'] },
  { name: 'lint', program: ['oxlint/bin/oxlint', '-c', 'oxlint.config.mjs', '--type-aware'] },
  { name: 'format', program: ['oxfmt/bin/oxfmt', '--check'] },
  { name: 'unused code', program: ['knip/bin/knip.js'] },
]

/** The unit tests, with `programs` generated ones for the oracle; of some `projects` of vitest.config.ts, or of all. */
export function unitStep(programs: number, projects: readonly string[] = []): Step {
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${reports.unit}`]
  return {
    name: 'unit tests',
    program: ['vitest/vitest.mjs', 'run', ...report, ...projects.map((project) => `--project=${project}`)],
    env: { ORACLE_PROGRAMS: String(programs) },
  }
}

export const buildStep: Step = { name: 'build', program: ['vite/bin/vite.js', 'build'] }

/** The end-to-end tests, in the Chromium that `chromium` names. */
export function e2eStep(chromium: string): Step {
  return {
    name: 'end-to-end tests',
    program: ['@playwright/test/cli.js', 'test'],
    env: { CHROMIUM_PATH: chromium },
  }
}
