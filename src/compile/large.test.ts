import { expect, test } from 'vitest'
import { compileApp } from './compile.ts'

test('ten thousand lines with a yield each compile, every one at its own line', async () => {
  const line =
    'df.app.orchestration("a", function* (context: any) { return (yield context.df.callActivity("b")) as string })'
  const text = `import * as df from 'durable-functions'\n${`${line}\n`.repeat(10_000)}`
  const compiled = await compileApp([{ path: 'a.ts', text }], ['a.ts'])
  expect(compiled.ok && compiled.build.modules[0]?.code).toContain(', 10001)')
})
