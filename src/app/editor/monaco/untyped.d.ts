/** The parts of Monaco that it ships no types for and we build on. */

declare module 'monaco-editor/languages/features/typescript/ts.worker.js' {
  export class TypeScriptWorker {
    constructor(context: unknown, data: unknown)
    getScriptKind(fileName: string): number
    getScriptVersion(fileName: string): string
    /** What the worker knows of an editor's model: another object for another model. */
    protected _getModel(fileName: string): object | null
  }
  export function initialize(create: (context: unknown, data: unknown) => TypeScriptWorker): void
}

declare module 'monaco-editor/languages/definitions/*.js' {
  import type { languages } from 'monaco-editor/editor.js'
  export const language: languages.IMonarchLanguage
}
