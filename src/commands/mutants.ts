import { availableParallelism } from 'node:os'
import { type Mutant, mutants } from './mutants/list.ts'
import { runTests, tryMutant, type Verdict } from './mutants/try-mutant.ts'
import { copyRepository } from './mutants/working-copy.ts'
import { runCommand } from './run-command.ts'

// Plants every fault of a kept list, one at a time, in copies of the repository, and holds that a test turns red each time:
// `npm run mutants -- [RULE or part of a file's name] ...`.

const wanted = process.argv.slice(2)
const chosen = mutants.filter(
  ({ rule, file }) => wanted.length === 0 || wanted.some((each) => rule === each || file.includes(each)),
)
const waiting = [...chosen]
const verdicts = new Map<Mutant, Verdict>()
/** No run takes longer, however busy the machine is; and how long all tests took without a fault. In milliseconds. */
const LONGEST = 1_800_000
let took = LONGEST
const jobs = Math.min(2, availableParallelism(), waiting.length)

await runCommand(async () => {
  if (chosen.length === 0) throw new Error(`No fault is kept for ${wanted.join(' or ')}.`)
  await inCopy(holdsWithoutFaults)
  await Promise.all(Array.from({ length: jobs }, () => inCopy(plantFaults)))
  return report()
})

async function inCopy(work: (copy: string) => Promise<void>): Promise<void> {
  const copy = await copyRepository()
  try {
    await work(copy.root)
  } finally {
    await copy.dispose()
  }
}

async function plantFaults(copy: string): Promise<void> {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    const verdict = await tryMutant(copy, mutant, Math.min(LONGEST, 60_000 + 3 * took))
    verdicts.set(mutant, verdict)
    console.log(line(mutant, verdict))
  }
}

/** A test that is red already would kill every mutant. */
async function holdsWithoutFaults(copy: string): Promise<void> {
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
  const begun = performance.now()
  const verdict = await runTests(copy, tests, LONGEST)
  took = performance.now() - begun
  if (verdict.is !== 'survived') throw new Error(`the tests are red without any fault: ${JSON.stringify(verdict)}`)
}

function line({ rule, file, text, replacement }: Mutant, verdict: Verdict): string {
  const change = `${oneLine(text)} -> ${oneLine(replacement) || '(nothing)'}`
  const end = verdict.is === 'killed' ? `  by: ${verdict.by}` : verdict.is === 'wrong' ? `  ${verdict.why}` : ''
  return `${verdict.is.padEnd(8)} ${rule.padEnd(3)} ${file}  ${change}${end && `\n            ${end}`}`
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 70 ? `${line.slice(0, 67)}...` : line
}

/** Says which faults no test saw. Answers with the exit status. */
function report(): number {
  const bad = chosen.filter((mutant) => verdicts.get(mutant)?.is !== 'killed')
  console.log(`\n${chosen.length - bad.length} of ${chosen.length} faults turned a test red`)
  for (const mutant of bad) console.log(line(mutant, verdicts.get(mutant) ?? { is: 'wrong', why: 'not tried' }))
  return bad.length === 0 ? 0 : 1
}
