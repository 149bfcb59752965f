import { monaco } from '../monaco/monaco.ts'

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
      const { formatPython } = await import('./format.ts')
      return [{ range: model.getFullModelRange(), text: await formatPython(model.getValue()) }]
    },
  })
}
