import { reasonOf } from '#base/reason-of.ts'
import { i18n } from '../../i18n/i18n.ts'
import { monaco } from '../monaco/monaco.ts'
import { tellTrouble } from '../trouble.ts'
import { modelUri, type Range, serverUri, toMarkdown, toPosition, toRange, type Words } from './convert.ts'
import { isOfPackage } from './documents.ts'
import type { JsonRpc } from './json-rpc.ts'
import { sitePackages } from './site-packages.ts'

type Model = monaco.editor.ITextModel

/** Completion, hover, signature help and the way to a definition, in every Python model of the page. */
export function offerLanguage(server: JsonRpc): void {
  const { languages } = monaco
  const at = (model: Model, position: monaco.Position) => ({
    textDocument: { uri: serverUri(model.uri) },
    position: toPosition(position),
  })
  let isTold = false
  /** `null` when it fails, which is told once: the next key is the next question. */
  const ask = async <T>(method: string, params: unknown): Promise<T | null> => {
    try {
      return (await server.request(method, params)) as T | null
    } catch (error) {
      if (!isTold)
        tellTrouble(i18n._('What the editor knows of Python did not answer: {reason}', { reason: reasonOf(error) }))
      isTold = true
      return null
    }
  }
  languages.registerCompletionItemProvider('python', {
    triggerCharacters: ['.', '[', '"', "'"],
    async provideCompletionItems(model, position) {
      const answer = await ask<Completions>('textDocument/completion', at(model, position))
      const { startColumn, endColumn } = model.getWordUntilPosition(position)
      const range = new monaco.Range(position.lineNumber, startColumn, position.lineNumber, endColumn)
      const suggestions = (answer?.items ?? []).map((item): Suggestion => suggestionOf(item, range))
      return { suggestions, incomplete: answer?.isIncomplete === true }
    },
    async resolveCompletionItem(suggestion: Suggestion) {
      const { item } = suggestion
      if (item === undefined) return suggestion
      const documentation = (await ask<Completion>('completionItem/resolve', item))?.documentation
      return documentation === undefined ? suggestion : { ...suggestion, documentation: toMarkdown(documentation) }
    },
  })
  languages.registerHoverProvider('python', {
    async provideHover(model, position) {
      const answer = await ask<Hover>('textDocument/hover', at(model, position))
      return (
        answer && { contents: [toMarkdown(answer.contents)], ...(answer.range && { range: toRange(answer.range) }) }
      )
    },
  })
  languages.registerSignatureHelpProvider('python', {
    signatureHelpTriggerCharacters: ['(', ','],
    async provideSignatureHelp(model, position) {
      const answer = await ask<Signatures>('textDocument/signatureHelp', at(model, position))
      return answer && { value: signaturesOf(answer), dispose: () => {} }
    },
  })
  languages.registerDefinitionProvider('python', {
    async provideDefinition(model, position) {
      const answer = await ask<Location[]>('textDocument/definition', at(model, position))
      return (answer ?? []).flatMap(placeOf)
    },
  })
}

interface Completion {
  readonly label: string
  readonly kind?: number
  readonly detail?: string
  readonly sortText?: string
  readonly insertText?: string
  readonly documentation?: Words
}

interface Completions {
  readonly items: readonly Completion[]
  readonly isIncomplete?: boolean
}

/** It carries what the server wants to see again when more is asked about it. */
type Suggestion = monaco.languages.CompletionItem & { readonly item?: Completion }

const { CompletionItemKind } = monaco.languages
const kinds: readonly monaco.languages.CompletionItemKind[] = (
  [
    'Text',
    'Method',
    'Function',
    'Constructor',
    'Field',
    'Variable',
    'Class',
    'Interface',
    'Module',
    'Property',
    'Unit',
    'Value',
    'Enum',
    'Keyword',
    'Snippet',
    'Color',
    'File',
    'Reference',
    'Folder',
    'EnumMember',
    'Constant',
    'Struct',
    'Event',
    'Operator',
    'TypeParameter',
  ] as const
).map((name) => CompletionItemKind[name])

function suggestionOf(item: Completion, range: monaco.IRange): Suggestion {
  return {
    item,
    range,
    label: item.label,
    kind: kinds[(item.kind ?? 1) - 1] ?? CompletionItemKind.Text,
    insertText: item.insertText ?? item.label,
    ...(item.sortText !== undefined && { sortText: item.sortText }),
    ...(item.detail !== undefined && { detail: item.detail }),
  }
}

interface Hover {
  readonly contents: Words
  readonly range?: Range
}

interface Signatures {
  readonly activeSignature?: number | null
  readonly activeParameter?: number | null
  readonly signatures: readonly {
    readonly label: string
    readonly documentation?: Words
    readonly activeParameter?: number | null
    readonly parameters?: readonly {
      readonly label: string | readonly [number, number]
      readonly documentation?: Words
    }[]
  }[]
}

function signaturesOf({ signatures, activeSignature, activeParameter }: Signatures): monaco.languages.SignatureHelp {
  const active = activeSignature ?? 0
  return {
    activeSignature: active,
    activeParameter: signatures[active]?.activeParameter ?? activeParameter ?? 0,
    signatures: signatures.map(({ label, documentation, parameters = [] }) => ({
      label,
      ...(documentation !== undefined && { documentation: toMarkdown(documentation) }),
      parameters: parameters.map((each) => ({
        label: typeof each.label === 'string' ? each.label : [each.label[0], each.label[1]],
      })),
    })),
  }
}

interface Location {
  readonly uri: string
  readonly range: Range
}

/** A place in a file of the project, or in one of our packages, which gets a model to be read in; Python's own has none. */
function placeOf({ uri, range }: Location): monaco.languages.Location[] {
  const model = modelUri(uri)
  const text = sitePackages[model.path]
  if (text !== undefined && !monaco.editor.getModel(model)) monaco.editor.createModel(text, 'python', model)
  return isOfPackage(model) && text === undefined ? [] : [{ uri: model, range: toRange(range) }]
}
