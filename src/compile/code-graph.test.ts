import { expect, test } from 'vitest'
import { codeGraphsOf, type Step } from './code-graph.ts'

function drawn(steps: readonly Step[], indent = ''): string[] {
  return steps.flatMap((step) => {
    const deeper = (inner: readonly Step[]) => drawn(inner, `${indent}  `)
    switch (step.kind) {
      case 'call':
        return `${indent}${step.line} ${step.method} ${step.name ?? '?'}${step.isRepeated ? ' each' : ''}`
      case 'together':
        return [`${indent}${step.line} ${step.how}`, ...deeper(step.steps)]
      case 'choice':
        return [
          `${indent}${step.line} if ${step.text}`,
          ...step.arms.flatMap(({ when, steps: arm }) => [`${indent} ${when}`, ...deeper(arm)]),
        ]
      case 'loop':
        return [`${indent}${step.line} ${step.text}`, ...deeper(step.steps)]
      case 'attempt':
        return [`${indent}${step.line} try`, ...deeper(step.steps), `${indent} catch`, ...deeper(step.caught)]
      case 'end':
        return `${indent}${step.line} ${step.how}`
    }
  })
}

const graphs = (text: string, path = 'a.ts') => codeGraphsOf([{ path, text }])

test('steps, choices, loops, attempts and what runs together are read from the code', () => {
  const [graph] = graphs(`import * as df from 'durable-functions'
const reserve = df.app.activity('Reserve', { handler: () => 1 })
const LIMIT = 'Charge'
function* pay(context): any {
  yield context.df.callActivityWithRetry(LIMIT, new df.RetryOptions(1, 2))
}
const order: df.OrchestrationHandler = function* (context) {
  const items: string[] = context.df.getInput()
  const tasks = items.map((item) => reserve(item))
  yield context.df.Task.all(tasks)
  yield* pay(context)
  if (items.length > 3) {
    const winner = yield context.df.Task.any([context.df.waitForExternalEvent('Approval'), context.df.createTimer(new Date())])
    if (!winner) return 'late'
  }
  for (const item of items) {
    try {
      yield context.df.callActivity('Ship', item)
    } catch (error) {
      yield context.df.callSubOrchestrator('Refund', item)
      throw error
    }
  }
  switch (items[0]) {
    case 'a':
      context.df.signalEntity(new df.EntityId('Counter', 'k'), 'add')
      break
    default:
      context.df.continueAsNew(items)
  }
  yield Promise.all([1])
}
df.app.orchestration('order', order)`)
  expect(graph).toMatchObject({ orchestrator: 'order', line: 7, file: 'a.ts' })
  expect(drawn(graph?.steps ?? [])).toEqual([
    '9 callActivity Reserve each',
    '10 all',
    '5 callActivityWithRetry Charge',
    '12 if items.length > 3',
    ' yes',
    '  13 any',
    '    13 waitForExternalEvent Approval',
    '    13 createTimer ?',
    '  14 if !winner',
    '   yes',
    '    14 return',
    '   no',
    ' no',
    '16 for (const item of items)',
    '  17 try',
    '    18 callActivity Ship',
    '   catch',
    '    20 callSubOrchestrator Refund',
    '    21 throw',
    '24 if items[0]',
    " 'a'",
    '  26 signalEntity Counter',
    ' default',
    '  29 continueAsNew ?',
  ])
})

test('a handler may be written in place, in options, or as the old model has it; one that calls itself ends', () => {
  expect(
    graphs(
      `require('durable-functions').app.orchestration('x', { handler: function* (c) { yield c.df.callActivity('A') } })`,
      'a.js',
    ),
  ).toHaveLength(1)
  expect(
    graphs(`module.exports = df.orchestrator(function* (c) { yield c.df.callHttp({}) })`, 'old.js')[0]?.orchestrator,
  ).toBe('old.js')
  const [recursive] = graphs(
    `function* r(c) { yield c.df.callActivity('A'); yield* r(c) }\ndf.app.orchestration('r', r)`,
    'a.js',
  )
  expect(recursive?.steps).toHaveLength(1)
})

test('a file that does not compile has no graph', () => {
  expect(graphs('const')).toEqual([])
})
