import type { Rolldown } from 'vite'
import { expect, test } from 'vitest'
import { staticGraph } from './entry-budget.ts'

test('what an entry needs at once is what it reaches by static imports, each once', () => {
  const bundle = bundleOf({
    'index.js': ['react.js', 'app.js'],
    'app.js': ['react.js', 'index.js'],
    'react.js': [],
    'monaco.js': ['react.js'],
  })
  expect(staticGraph('index.js', bundle).map((chunk) => chunk.fileName)).toEqual(['index.js', 'react.js', 'app.js'])
})

function bundleOf(imports: Readonly<Record<string, readonly string[]>>): Rolldown.OutputBundle {
  const chunks = Object.entries(imports).map(([fileName, names]) => [
    fileName,
    { type: 'chunk', fileName, imports: names },
  ])
  return Object.fromEntries(chunks) as Rolldown.OutputBundle
}
