import type { SourceFile } from '#durable/build.ts'
import type { UnitTest } from '#durable/unit-test.ts'

const testFile = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/
const header = /^( *)(class|(?:async\s+)?def)\s+(\w+)/

/**
 * The tests as they are written, told from the text alone: nothing of it runs. What Python finds when it does run may be
 * more (inherited tests) or less. Ids are those of {@link UnitTest}.
 */
export function writtenTests(files: readonly SourceFile[]): UnitTest[] {
  return files
    .filter(({ path }) => testFile.test(path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(testsOf)
}

interface Block {
  readonly name: string
  readonly indent: number
  readonly isClass: boolean
}

function testsOf({ path, text }: SourceFile): UnitTest[] {
  const tests: UnitTest[] = []
  let around: Block[] = []
  text.split('\n').forEach((line, i) => {
    const [, space = '', word = '', name = ''] = header.exec(line) ?? []
    if (name === '') return
    const block = { name, indent: space.length, isClass: word === 'class' }
    around = around.filter(({ indent }) => indent < block.indent)
    if (!block.isClass && name.startsWith('test') && around.every(({ isClass }) => isClass)) {
      const id = [path, ...around.map((each) => each.name), name].join('::')
      tests.push({ id, at: { file: path, line: i + 1 } })
    }
    around.push(block)
  })
  return tests
}
