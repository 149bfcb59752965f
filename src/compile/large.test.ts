import { expect, test } from 'vitest'
import { compileApp } from './compile.ts'
import { checkOrchestrators } from './determinism/check.ts'

test('ten thousand lines with a yield each compile, every one at its own line', async () => {
  const line =
    'df.app.orchestration("a", function* (context: any) { return (yield context.df.callActivity("b")) as string })'
  const text = `import * as df from 'durable-functions'\n${`${line}\n`.repeat(10_000)}`
  const compiled = await compileApp([{ path: 'a.ts', text }], ['a.ts'])
  expect(compiled.ok && compiled.build.modules[0]?.code).toContain(', 10001)')
})

test('beside a list of two hundred thousand numbers an orchestrator in Python is checked all the same', async () => {
  const data = `data = [${Array.from({ length: 200_000 }, (_, i) => i).join(', ')}]`
  const orchestrator = '@app.orchestration_trigger(context_name="context")\ndef odd(context):\n    open("a")\n'
  const text = `${data}\n${orchestrator}`
  const found = await checkOrchestrators([{ path: 'function_app.py', text }])
  expect(found.map(({ cause, line }) => `${cause} ${line}`)).toEqual(['io 4'])
})
