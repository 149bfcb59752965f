import { initialize, TypeScriptWorker } from 'monaco-editor/languages/features/typescript/ts.worker.js'

/** `ts.ScriptKind`, which Monaco does not export. */
const scriptKinds: Readonly<Record<string, number>> = {
  js: 1,
  jsx: 2,
  ts: 3,
  tsx: 4,
  mts: 3,
  cts: 3,
  mjs: 1,
  cjs: 1,
  json: 6,
}

/**
 * TypeScript's language service as Monaco runs it, which alone would take `.mts` and `.json` for JavaScript, and two
 * projects' files of one path, each as it was opened, for the same text.
 */
class ProjectWorker extends TypeScriptWorker {
  readonly #numbers = new WeakMap<object, number>()
  #lastNumber = 0

  override getScriptVersion(fileName: string): string {
    const model = this._getModel(fileName)
    const version = super.getScriptVersion(fileName)
    return model ? `${this.#numberOf(model)}.${version}` : version
  }

  #numberOf(model: object): number {
    const number = this.#numbers.get(model) ?? ++this.#lastNumber
    this.#numbers.set(model, number)
    return number
  }

  override getScriptKind(fileName: string): number {
    return scriptKinds[fileName.slice(fileName.lastIndexOf('.') + 1)] ?? super.getScriptKind(fileName)
  }
}

self.onmessage = () => initialize((context, data) => new ProjectWorker(context, data))
