import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './build/paths.ts'
import { runCommand } from './run-command.ts'

// More programs than any test has time for, from a seed that nobody chose:
//   npm run fuzz -- [--minutes N | --programs N] [--seed SEED]
// A failure prints the program and what befell it; that becomes a scenario in language/javascript/oracle/kept-scenarios.ts.

const options = { minutes: { type: 'string' }, programs: { type: 'string' }, seed: { type: 'string' } } as const
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const tests = ['src/language/javascript/oracle/generated.test.ts', 'src/language/javascript/oracle/batches.test.ts']

await runCommand(() => {
  const { minutes, programs = '5000', seed = String(randomInt(2 ** 31)) } = parseArgs({ options }).values
  for (const [name, given] of Object.entries({ minutes, programs, seed }))
    if (given !== undefined && !/^\d+$/.test(given)) throw new Error(`--${name} ${given} is no number.`)
  console.log(`${minutes === undefined ? `${programs} programs` : `${minutes} minutes`}, seed ${seed}`)
  return play({
    ...(minutes === undefined ? { ORACLE_PROGRAMS: programs } : { ORACLE_MINUTES: minutes }),
    ORACLE_SEED: seed,
  })
})

/** Answers with the exit status of the tests. */
function play(amount: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [vitest, 'run', ...tests], {
    cwd: root,
    env: { ...process.env, ...amount },
    stdio: 'inherit',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}
