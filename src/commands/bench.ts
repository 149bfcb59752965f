import { engineFigures } from './bench/engine.ts'
import { report } from './bench/report.ts'

// Our figures beside the real SDK's and beside the bare minimum, in one run, as ratios: `npm run bench`.
// Absolute figures only say the order of magnitude; ratios are what we hold ourselves to.

const log = (text: string) => process.stderr.write(`${text}\n`)
const isMet = report('Replay, against durable-functions 3.5.0 in the same process', await engineFigures(log))
process.exitCode = isMet ? 0 : 1
