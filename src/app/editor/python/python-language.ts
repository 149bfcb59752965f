import { reasonOf } from '#base/reason-of.ts'
import { i18n } from '../../i18n/i18n.ts'
import { monaco } from '../monaco/monaco.ts'
import { tellTrouble } from '../trouble.ts'

let isOffered = false

/** Everything that the editor knows of Python beyond its colours. Fetched when somebody first writes in it after a run. */
export async function offerPython(): Promise<void> {
  if (isOffered) return
  isOffered = true
  try {
    const [{ startLanguageServer }, { shareDocuments }, { offerLanguage }] = await Promise.all([
      import('./language-server.ts'),
      import('./documents.ts'),
      import('./providers.ts'),
    ])
    const server = await startLanguageServer()
    shareDocuments(server)
    offerLanguage(server)
  } catch (error) {
    isOffered = false // the next focus tries again
    throw error
  }
}

/** Formatting needs no run: it is fetched when it is asked for. */
export function offerFormatting(): void {
  monaco.languages.registerDocumentFormattingEditProvider('python', {
    displayName: 'ruff',
    async provideDocumentFormattingEdits(model) {
      try {
        const { formatPython } = await import('./format.ts')
        return [{ range: model.getFullModelRange(), text: await formatPython(model.getValue()) }]
      } catch (error) {
        tellTrouble(i18n._('ruff could not format this: {reason}', { reason: reasonOf(error) }))
        return []
      }
    },
  })
}
