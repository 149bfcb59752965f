import { browserFigures } from './bench/browser.ts'
import { engineFigures } from './bench/engine.ts'
import { pythonFigures } from './bench/python.ts'
import { pythonStartFigures } from './bench/python-start.ts'
import { report } from './bench/report.ts'
import { timelineFigures } from './bench/timeline.ts'
import { ensureBuild } from './build/ensure-build.ts'
import { runCommand } from './run-command.ts'

// Our figures beside the real SDK's and beside the bare minimum, in one run, as ratios: `npm run bench -- [engine] [python] [browser]
// [timeline]`.
// Absolute figures only say the order of magnitude; ratios are what we hold ourselves to.

const log = (text: string) => process.stderr.write(`${text}\n`)
const parts = ['engine', 'python', 'browser', 'timeline']
const wanted = process.argv.slice(2)
const wants = (part: string) => wanted.length === 0 || wanted.includes(part)

await runCommand(async () => {
  const unknown = wanted.filter((part) => !parts.includes(part))
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')} to measure: ${parts.join(', ')}.`)
  const met: boolean[] = []
  if (wants('engine'))
    met.push(report('Replay, against durable-functions 3.5.0 in the same process', await engineFigures(log)))
  if (wants('python')) {
    met.push(report('Replay in Python, against a bare generator', await pythonFigures(log)))
    await ensureBuild({ show: false })
    met.push(report('Python in Chromium, against the bare start of Pyodide', await pythonStartFigures(log)))
  }
  if (wants('browser')) {
    await ensureBuild({ show: false })
    met.push(report('The playground in Chromium, line probes and trace on', await browserFigures(log)))
  }
  if (wants('timeline')) {
    await ensureBuild({ show: false })
    met.push(report('The timeline in Chromium, 100,000 events, beside a bare painter', await timelineFigures(log)))
  }
  return met.every(Boolean) ? 0 : 1
})
