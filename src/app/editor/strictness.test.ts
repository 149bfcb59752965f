import { expect, test } from 'vitest'
import { strictnessOf } from './strictness.ts'

const withTsconfig = (text: string) => strictnessOf([{ path: 'tsconfig.json', text }])

test('a project without a tsconfig is checked strictly', () => {
  expect(strictnessOf([])).toEqual({ strict: true })
})

test('a tsconfig decides how strictly, and nothing else', () => {
  const text =
    '{ // why\n "compilerOptions": { "strict": false, "noUnusedLocals": true, "target": "es6", "lib": [], }, }'
  expect(withTsconfig(text)).toEqual({ strict: false, noUnusedLocals: true })
})

test('one that says nothing, or nothing that can be read, is not strict, as for TypeScript', () => {
  expect(withTsconfig('{}')).toEqual({})
  expect(withTsconfig('{ "compilerOptions": { "strict": "yes" } }')).toEqual({})
  expect(withTsconfig('not json')).toEqual({})
})
