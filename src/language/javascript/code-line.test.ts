import { expect, test } from 'vitest'
import { codeLineOf, readableStack, sourceUrl } from './code-line.ts'

const file = 'src/functions/my chain.ts'
sourceUrl(file)

const stacks = {
  Chromium: `RangeError: boom\n    at throws (blob:null/0ee0-8add:19:117699)\n    at Chain.next (src/functions/my%20chain.ts:12:9)\n    at load (blob:null/0ee0-8add:19:1)`,
  'Chromium, no name': `Error: x\n    at src/functions/my%20chain.ts:12:9`,
  Firefox: `throws@blob:null/0ee0-8add:19:117699\nChain@src/functions/my%20chain.ts:12:9\n@blob:null/0ee0-8add:1:1\n`,
  WebKit: `throws@blob:null/0ee0-8add:19:117699\nChain@src/functions/my%20chain.ts:12:9`,
  'resolved against a page': `Error: x\n    at f (http://localhost:7071/src/functions/my%20chain.ts:12:9)`,
}

test('the first line of the person’s own code is found in every engine’s stacks', () => {
  for (const stack of Object.values(stacks))
    expect(codeLineOf(Object.assign(new Error('x'), { stack }))).toEqual({ file, line: 12 })
  for (const other of [undefined, 'text', new Error('of ours'), Object.assign(new Error('x'), { stack: undefined })])
    expect(codeLineOf(other)).toBeUndefined()
})

test('a stack is shown without our frames and with the names of files as they are', () => {
  const shown = readableStack(Object.assign(new Error('x'), { stack: stacks.Chromium }))
  expect(shown).toBe('RangeError: boom\n    at Chain.next (src/functions/my chain.ts:12:9)')
})
