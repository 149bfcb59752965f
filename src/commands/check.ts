import { runStep, type Step } from './steps/run-step.ts'
import { staticSteps, unitStep } from './steps/steps.ts'

// The definition of done, as fast as two cores allow: `npm run check`. Whole apps run in `npm test`, which has more time.

const lanes: readonly (readonly Step[])[] = [[unitStep(100, ['pure', 'worldly'])], staticSteps]
const passed = await Promise.all(lanes.map(runLane))
process.exitCode = passed.every(Boolean) ? 0 : 1

async function runLane(steps: readonly Step[]): Promise<boolean> {
  let passed = true
  for (const step of steps) passed = (await runStep(step)) && passed
  return passed
}
