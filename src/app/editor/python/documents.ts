import { monaco } from '../monaco/monaco.ts'
import { modelUri, type Range, serverUri, toRange } from './convert.ts'
import type { JsonRpc } from './json-rpc.ts'

type Model = monaco.editor.ITextModel

/** Tells the server of every Python file of the project, now and as it changes, and marks what it finds wrong there. */
export function shareDocuments(server: JsonRpc): void {
  for (const model of monaco.editor.getModels()) share(server, model)
  monaco.editor.onDidCreateModel((model) => share(server, model))
  server.on('textDocument/publishDiagnostics', (params) => mark(params as Published))
}

function share(server: JsonRpc, model: Model): void {
  if (model.getLanguageId() !== 'python' || model.uri.scheme !== 'file' || isOfPackage(model.uri)) return
  const uri = serverUri(model.uri)
  server.notify('pyright/createFile', { kind: 'create', uri }) // for others to import; what it says is in the document
  server.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: model.getVersionId(), text: model.getValue() },
  })
  model.onDidChangeContent(() =>
    server.notify('textDocument/didChange', {
      textDocument: { uri, version: model.getVersionId() },
      contentChanges: [{ text: model.getValue() }],
    }),
  )
  model.onWillDispose(() => {
    server.notify('textDocument/didClose', { textDocument: { uri } })
    server.notify('pyright/deleteFile', { kind: 'delete', uri })
  })
}

/** Python's own library and ours: the server has them. */
export function isOfPackage({ path }: monaco.Uri): boolean {
  return path.startsWith('/site-packages/') || path.startsWith('/typeshed')
}

interface Published {
  readonly uri: string
  readonly diagnostics: readonly Found[]
}

interface Found {
  readonly range: Range
  /** 1 error, 2 warning, 3 information, 4 hint. */
  readonly severity?: number
  readonly message: string
  readonly code?: string | number
  /** 1 unnecessary, 2 deprecated. */
  readonly tags?: readonly number[]
}

function mark({ uri, diagnostics }: Published): void {
  const model = monaco.editor.getModel(modelUri(uri))
  if (model) monaco.editor.setModelMarkers(model, 'python', diagnostics.map(toMarker))
}

const { MarkerSeverity } = monaco
const severities = [MarkerSeverity.Error, MarkerSeverity.Warning, MarkerSeverity.Info, MarkerSeverity.Hint]

function toMarker({ range, severity = 1, message, code, tags = [] }: Found): monaco.editor.IMarkerData {
  return {
    ...toRange(range),
    message,
    severity: severities[severity - 1] ?? MarkerSeverity.Error,
    source: 'basedpyright',
    tags: [...tags],
    ...(code !== undefined && { code: String(code) }),
  }
}
