/** Monaco with the parts we use, and nothing else imports it. Loaded after the first paint. */
import './features.ts'
import 'monaco-editor/languages/definitions/javascript/register.js'
import 'monaco-editor/languages/definitions/markdown/register.js'
import 'monaco-editor/languages/definitions/python/register.js'
import 'monaco-editor/languages/definitions/typescript/register.js'

self.MonacoEnvironment = {
  // Each worker is a file of ours, so that the bundler sees it.
  getWorker(_, label) {
    switch (label) {
      case 'typescript':
      case 'javascript':
        return new Worker(new URL('./typescript.worker.ts', import.meta.url), { type: 'module', name: label })
      case 'json':
        return new Worker(new URL('./json.worker.ts', import.meta.url), { type: 'module', name: label })
      default:
        return new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module', name: label })
    }
  },
}

export * as monaco from 'monaco-editor/editor.js'
export { jsonDefaults } from 'monaco-editor/languages/features/json/register.js'
export * as typescript from 'monaco-editor/languages/features/typescript/register.js'
