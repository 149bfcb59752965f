import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../build/paths.ts'

/** One program of the packages we have installed, run for its verdict. */
export interface Step {
  readonly name: string
  /** The program's file below node_modules, then its arguments. */
  readonly program: readonly [file: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a step to its end, then prints what it said in one piece, so that steps may run beside each other. True when it passed. */
export function runStep({ name, program, env }: Step): Promise<boolean> {
  const [file, ...args] = program
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
    child.once('error', reject)
    child.once('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}  (${seconds} s)`)
      const text = said.join('').trim()
      if (text !== '' && code !== 0) console.log(`${text}\n`)
      resolve(code === 0)
    })
  })
}
