import '#language/javascript/in-node/azure-core.ts'
import { compileApp } from '#compile/compile.ts'
import type { Build, SourceFile } from '#durable/build.ts'
import { type CheckedApp, type CheckerCalls, openCheckedApp } from '#host/checked-app.ts'
import { noServices } from '#host/replay-worker.ts'
import { runInNode } from '#language/javascript/in-node/run-in-node.ts'
import { startWorker } from '#language/javascript/start-worker.ts'
import { entryFiles } from '#project/function-app.ts'
import { importFolder } from '#project/import-folder.ts'
import { connect } from '#wire/connect.ts'
import type { HostServices } from '#wire/language-calls.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { serve } from '#wire/serve.ts'

const base = 'http://localhost:7071/'

/** An app as this process can hold histories against it, and how to let go of it. */
export interface OpenedApp extends CheckedApp {
  readonly close: () => void
}

/** Compiles an app as the page does and loads it in a language worker on this thread. Rejects with what is wrong with it. */
export async function openApp(folder: readonly SourceFile[]): Promise<OpenedApp> {
  const build = await buildOf(importFolder(folder).files)
  const { port1, port2 } = new MessageChannel()
  const language = connect<CheckerCalls>(port1, languageAnswers)
  serve<HostServices>(port1, noServices, serviceAsks())
  if (build.language === 'python') await (await import('./python-worker.ts')).startPython(port2)
  else startWorker(port2, runInNode)
  const app = await openCheckedApp(language, build, base)
  return { ...app, close: () => port1.close() }
}

async function buildOf(files: readonly SourceFile[]): Promise<Build> {
  const entries = entryFiles(files)
  if (entries.length === 0) throw new Error('There are no functions where Azure would look for them.')
  const compiled = await compileApp(files, entries)
  if (compiled.ok) return compiled.build
  throw new Error(
    compiled.diagnostics.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
  )
}
