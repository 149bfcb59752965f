import { compileFunction } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileApp } from './compile.ts'
import { isProgram, program } from './testing/programs.ts'

interface Run {
  /** What it yields, returns or throws, step by step. */
  readonly steps: readonly unknown[]
  readonly probed: readonly (readonly [value: unknown, line: unknown])[]
}

/** Drives the generator with a value, an error now and then, and ends it if it goes on for too long. */
function run(body: string): Run {
  const steps: unknown[] = []
  const probed: [unknown, unknown][] = []
  const module: { exports: (x: unknown) => Generator } = { exports: function* () {} }
  const line = Object.assign((value: unknown, at: unknown) => (probed.push([value, at]), value), { uses: () => {} })
  compileFunction(body, ['module', 'id', '__line'])(module, (value: unknown) => value, line)
  const running = module.exports(0)
  try {
    for (let sent = 0; sent < 30; sent++) {
      const step = sent % 7 === 6 ? running.throw(new Error('sent')) : running.next(sent)
      steps.push(step.done, shown(step.value))
      if (step.done) break
    }
  } catch (error) {
    steps.push('threw', error instanceof Error ? error.name : shown(error))
  }
  return { steps, probed }
}

function shown(value: unknown): unknown {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'function' ? 'function' : inner))
}

/** `null` where Sucrase has no way to read a bare `yield`, which it says so. */
async function compiled(path: string, text: string): Promise<string | null> {
  const result = await compileApp([{ path, text }], [path])
  if (result.ok) return result.build.modules[0]?.code ?? ''
  const [first] = result.diagnostics
  if (path.endsWith('.ts') && first?.message.startsWith('A yield without a value')) return null
  throw new Error(JSON.stringify(result.diagnostics))
}

test('whatever the program, its probes change nothing that it does and tell the right lines', async () => {
  const yields: Record<string, number> = {}
  const check = async (source: string, path: string) => {
    const code = await compiled(path, source)
    if (code === null) return
    const { steps, probed } = run(code)
    expect(steps).toEqual(run(source).steps)
    expect(code.trimEnd().split('\n')).toHaveLength(source.split('\n').length)
    for (const [value, line] of probed) if (Array.isArray(value) && value.length === 2) expect(line).toBe(value[0])
    yields[path] = (yields[path] ?? 0) + probed.length
  }
  await fc.assert(
    fc.asyncProperty(program, async (source) => {
      fc.pre(isProgram(source))
      await check(source, 'a.js')
      await check(source, 'a.ts')
    }),
    { numRuns: 300 },
  )
  expect(Math.min(...Object.values(yields))).toBeGreaterThan(50) // else it generated nothing worth a test
})
