import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { root } from './build/paths.ts'

// More programs than any test has time for, from a seed that nobody chose: `npm run fuzz -- [PROGRAMS] [SEED]`.
// A failure prints the program and what befell it; that becomes a plain test in language/javascript/oracle.

const [programs = '5000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2)
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const test = 'src/language/javascript/oracle/generated.test.ts'
console.log(`${programs} programs, seed ${seed}`)

const child = spawn(process.execPath, [vitest, 'run', test], {
  cwd: root,
  env: { ...process.env, ORACLE_PROGRAMS: programs, ORACLE_SEED: seed },
  stdio: 'inherit',
})
child.once('close', (code) => {
  process.exitCode = code ?? 1
})
