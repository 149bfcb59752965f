import { compileFunction } from 'node:vm'
import fc from 'fast-check'

/** Generators of every shape that a yield can stand in. `§` becomes the number of the line it is on. */
export const program = fc
  .letrec<{ expression: string; statement: string; block: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(
        '1',
        'x',
        'state',
        'state++',
        'list.push(1)',
        'list?.at(0).k',
        'none?.push(1).k',
        'state = 2',
        "'yield 1'",
        'yield',
        '(yield)',
        'x++',
        '() => x',
        '/yield/.source',
        '`yield`',
      ),
      fc.constantFrom(
        'function* () { yield [§] }().next().value',
        'class { *m() { yield [§] } }.name',
        'yield* inner()',
      ),
      tie('expression').map((e) => `yield [§, ${e}]`),
      tie('expression').map((e) => `(yield /* yield */[§, ${e}])`),
      tie('expression').map((e) => `yield (\n// yield\n(0, [§ - 2, ${e}]))`),
      tie('expression').map((e) => `yield yield [§, ${e}]`),
      tie('expression').map((e) => `yield () => ${e.includes('yield') ? 'x' : e}`),
      tie('expression').map((e) => `[${e}\n,${e}]`),
      tie('expression').map((e) => `id(${e}, \n${e})`),
      tie('expression').map((e) => `\`a\n\${${e}}\``),
      tie('expression').map((e) => `{ k: ${e}, [${e}]: x }.k`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}) ? ${a} : ${b}`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}) + (${b})`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a}, ${b})`),
    ),
    statement: fc.oneof(
      { maxDepth: 3 },
      tie('expression').map((e) => `x = ${e}`),
      tie('expression'),
      tie('expression').map((e) => `(${e})`),
      tie('expression').map((e) => `;[${e}].map(id)`),
      tie('expression').map((e) => `var v = ${e} // yield`),
      tie('expression').map((e) => `return ${e}`),
      tie('expression').map((e) => `throw ${e}`),
      tie('block').map((b) => `for (let i = 0; i < 2; i++) {\n${b}\n}`),
      tie('block').map((b) => `try {\n${b}\n} catch (e) { yield [§] } finally { x++ }`),
      fc.tuple(tie('expression'), tie('block')).map(([e, b]) => `if (${e}) {\n${b}\n} else yield\n`),
      tie('expression').map((e) => `for (x = ${e}\n; false; ) ;`),
    ),
    block: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((all) => all.join('\n')),
  }))
  .block.map(numbered)

function numbered(block: string): string {
  const source = `function* inner() {\nyield [§]\n}\nlet state = 0\nconst list = []\nconst none = undefined\nfunction* run(x) {\n${block}\n}\nmodule.exports = run`
  return source
    .split('\n')
    .map((line, index) => line.replaceAll('§', String(index + 1)))
    .join('\n')
}

/** As a module of TypeScript is: strict. */
export function isProgram(source: string): boolean {
  try {
    return typeof compileFunction(`'use strict';${source}`) === 'function'
  } catch {
    return false
  }
}
