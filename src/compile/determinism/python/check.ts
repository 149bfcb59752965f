import type { SourceFile } from '#durable/build.ts'
import type { Problem } from '#durable/problem.ts'
import { findingProblem, inOrder, placeIn } from '../problems.ts'
import { PythonApp } from './app.ts'
import { fixesOf } from './fixes.ts'
import { mistakesIn } from './mistakes.ts'
import type { PythonModule } from './module.ts'
import { childOf, type PythonNode } from './tree.ts'
import { usesIn } from './uses.ts'

/** For orchestrators in Python: as far as a file can be read, whatever else is wrong with it. */
export function checkPython(files: readonly SourceFile[]): Problem[] {
  const app = new PythonApp(files)
  return inOrder(
    app.reached().flatMap((reached) => [
      ...usesIn(reached).map((use) =>
        findingProblem(use.cause, use.call, placeOf(use.node, reached.module), fixesOf(use, reached, app)),
      ),
      ...mistakesIn(reached, app).map(({ cause, message, node, fixes }): Problem => ({
        cause,
        message,
        ...placeOf(node, reached.module),
        fixes,
      })),
    ]),
  )
}

/** Of a function, its head: a whole body underlined would say nothing. */
function placeOf(node: PythonNode, module: PythonModule) {
  return placeIn(module, node.start, (childOf(node, 'def') ?? node).end)
}
