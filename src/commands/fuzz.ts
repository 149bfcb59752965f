import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './build/paths.ts'

// More programs than any test has time for, from a seed that nobody chose:
//   npm run fuzz -- [--minutes N | --programs N] [--seed SEED]
// A failure prints the program and what befell it; that becomes a scenario in language/javascript/oracle/kept-scenarios.ts.

const options = { minutes: { type: 'string' }, programs: { type: 'string' }, seed: { type: 'string' } } as const
const { minutes, programs = '5000', seed = String(randomInt(2 ** 31)) } = parseArgs({ options }).values
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const tests = ['src/language/javascript/oracle/generated.test.ts', 'src/language/javascript/oracle/batches.test.ts']
console.log(`${minutes === undefined ? `${programs} programs` : `${minutes} minutes`}, seed ${seed}`)

const amount = minutes === undefined ? { ORACLE_PROGRAMS: programs } : { ORACLE_MINUTES: minutes }
const child = spawn(process.execPath, [vitest, 'run', ...tests], {
  cwd: root,
  env: { ...process.env, ...amount, ORACLE_SEED: seed },
  stdio: 'inherit',
})
child.once('close', (code) => {
  process.exitCode = code ?? 1
})
