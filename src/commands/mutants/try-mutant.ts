import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mutant } from './list.ts'

export type Verdict =
  /** The test that saw it. */
  | { readonly is: 'killed'; readonly by: string }
  | { readonly is: 'survived' }
  /** The list is out of date, or the fault is none that a test could judge. */
  | { readonly is: 'wrong'; readonly why: string }

/**
 * Plants one fault in the copy, runs the tests that should see it until one is red, and takes the fault out again. It may
 * make the code run for ever: after so many milliseconds that is red too.
 */
export async function tryMutant(
  copy: string,
  { file, text, replacement, tests }: Mutant,
  limitMs: number,
): Promise<Verdict> {
  const path = join(copy, file)
  const source = await readFile(path, 'utf8').catch(() => '')
  const places = source.split(text).length - 1
  if (places !== 1) return { is: 'wrong', why: `its text stands ${places} times in ${file}` }
  await writeFile(
    path,
    source.replace(text, () => replacement),
  )
  try {
    return await runTests(copy, tests, limitMs)
  } finally {
    await writeFile(path, source)
  }
}

/** Runs the tests, without any fault of this run's: what they say of the copy as it stands. */
export async function runTests(copy: string, tests: readonly string[], limitMs: number): Promise<Verdict> {
  const report = join(copy, 'report.json')
  await rm(report, { force: true })
  const ended = await vitest(copy, ['--reporter=json', `--outputFile=${report}`, ...tests], limitMs)
  if (ended === 'too late') return { is: 'killed', by: '(the tests never ended)' }
  const results = await readFile(report, 'utf8').catch(() => undefined)
  return results === undefined ? { is: 'wrong', why: 'the tests did not run' } : judge(JSON.parse(results) as Report)
}

interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[]
  }[]
}

function judge({ testResults }: Report): Verdict {
  const red = testResults.flatMap((each) => each.assertionResults).find((each) => each.status === 'failed')
  if (red) return { is: 'killed', by: red.title }
  const broken = testResults.find((each) => each.status === 'failed')
  if (broken) return { is: 'wrong', why: `a test file does not load: ${broken.message.slice(0, 200)}` }
  const isEmpty = testResults.every((each) => each.assertionResults.length === 0)
  return isEmpty ? { is: 'wrong', why: 'there is no such test' } : { is: 'survived' }
}

function vitest(copy: string, args: readonly string[], limitMs: number): Promise<'in time' | 'too late'> {
  const program = join(copy, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [program, 'run', '--bail=1', ...args], { cwd: copy, stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve('too late')
    }, limitMs)
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(timer)
      resolve('in time')
    })
  })
}
