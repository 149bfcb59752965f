import type { SourceFile } from '#durable/build.ts'
import type { Problem } from '#durable/problem.ts'
import { isFunction, type Placed } from '../../nodes.ts'
import { mistakesIn } from './mistakes.ts'
import type { ModuleCode } from './module-code.ts'
import { AppCode } from './orchestrators.ts'
import { findingProblem, inOrder, placeIn } from '../problems.ts'
import { fixesOf } from './use-fixes.ts'
import { usesIn } from './uses.ts'

/** For orchestrators in JavaScript and TypeScript. A file that does not parse is left out. */
export function checkJavascript(files: readonly SourceFile[]): Problem[] {
  const app = new AppCode(files)
  return inOrder(
    app.reached().flatMap((reached) => [
      ...usesIn(reached).map((use) =>
        findingProblem(use.cause, use.call, placeOf(use.at, reached.module), fixesOf(use, reached, app)),
      ),
      ...mistakesIn(reached, app).map(({ cause, message, at, fixes }): Problem => ({
        cause,
        message,
        ...placeOf(at, reached.module),
        fixes,
      })),
    ]),
  )
}

/** Of a function, its head: a whole body underlined would say nothing. */
function placeOf({ node }: Placed, module: ModuleCode) {
  return placeIn(module, node.start, isFunction(node) ? headEnd(node, module.text) : node.end)
}

function headEnd(fn: Parameters<typeof isFunction>[0], text: string): number {
  const head = /^(?:async\s+)?(?:function\s*\*?)?/.exec(text.slice(fn.start))?.[0].trimEnd() ?? ''
  return fn.start + Math.max(1, head.length)
}
