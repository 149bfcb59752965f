import { expect, test } from 'vitest'
import { codeGraphsOf } from '#compile/code-graph.ts'
import { type Flow, flowOf } from './code-flow.ts'

function flow(body: string): Flow {
  const text = `df.app.orchestration('run', function* (c) {\n${body}\n})`
  const [graph] = codeGraphsOf([{ path: 'a.js', text }])
  if (graph === undefined) throw new Error('no graph')
  return flowOf(graph)
}

function drawn({ nodes, edges }: Flow): string[] {
  const nameOf = (id: string) => nodes[Number(id)]?.title ?? '?'
  return edges.map(
    ({ from, to, label, isBack }) =>
      `${nameOf(from)} ${isBack ? '~>' : '->'}${label === '' ? '' : ` (${label})`} ${nameOf(to)}`,
  )
}

test('the arms of a choice meet again, unless they end', () => {
  expect(
    drawn(
      flow(`
    if (a) yield c.df.callActivity('A')
    else { yield c.df.callActivity('B'); return }
    yield c.df.callActivity('C')`),
    ),
  ).toEqual(['run -> a', 'a -> (yes) A', 'a -> (no) B', 'B -> return', 'A -> C', 'C -> end'])
})

test('a loop leads back to its head and goes on from there', () => {
  expect(drawn(flow(`for (const x of xs) yield c.df.callActivity('A')`))).toEqual([
    'run -> for (const x of xs)',
    'for (const x of xs) -> A',
    'A ~> for (const x of xs)',
    'for (const x of xs) -> end',
  ])
})

test('no two nodes stand in one place', () => {
  const { nodes } = flow(`
    try { yield c.df.callActivity('A'); if (x) yield c.df.callActivity('B'); else yield c.df.callActivity('C') }
    catch (e) { yield c.df.callActivity('D'); throw e }
    while (y) { if (z) { yield c.df.callActivity('E') } else if (q) { yield c.df.callActivity('F') } }
    yield c.df.Task.all([c.df.callActivity('G'), c.df.callActivity('H')])`)
  const places = nodes.map(({ x, y }) => `${x},${y}`)
  expect(new Set(places).size).toBe(places.length)
})
