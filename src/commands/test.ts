import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '#base/reason-of.ts'
import { root } from './build/paths.ts'
import { findChromium } from './chromium/find-chromium.ts'
import { countPlaywright, countVitest, total, type Count } from './steps/count.ts'
import { runStep, type Step } from './steps/run-step.ts'
import { buildStep, e2eStep, reports, staticSteps, unitStep } from './steps/steps.ts'

// Everything that can be known of this working copy: `npm test`. The last line counts the tests, for whoever reads only that.

const counts: Count[] = []
for (const step of staticSteps) counts.push(await verdict(step))
counts.push(await counted(unitStep(500), reports.unit, countVitest))
counts.push(await verdict(buildStep))
counts.push(await endToEnd())

const { passed, failed } = total(counts)
process.exitCode = failed === 0 ? 0 : 1
console.log(`${passed} passed, ${failed} failed`)

async function endToEnd(): Promise<Count> {
  try {
    const chromium = await findChromium(console.log)
    return await counted(e2eStep(chromium), reports.e2e, countPlaywright)
  } catch (error) {
    console.log(`FAILED  end-to-end tests: ${reasonOf(error)}`)
    return { passed: 0, failed: 1 }
  }
}

/** A step that holds no tests is silent in the count unless it fails. */
async function verdict(step: Step): Promise<Count> {
  return { passed: 0, failed: (await runStep(step)) ? 0 : 1 }
}

/** A runner that failed without a failed test (it crashed, or wrote no report) counts as one that failed. */
async function counted<Report>(step: Step, reportFile: string, count: (report: Report) => Count): Promise<Count> {
  const path = join(root, reportFile)
  await rm(path, { force: true })
  const passed = await runStep(step)
  const report = await readFile(path, 'utf8').catch(() => null)
  const result = report === null ? { passed: 0, failed: 0 } : count(JSON.parse(report) as Report)
  return !passed && result.failed === 0 ? { ...result, failed: 1 } : result
}
