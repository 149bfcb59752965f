import type { SavedRequest } from '#project/playground-db.ts'
import { draftOf, type ReadyMade } from './ready-made.ts'
import { blankDraft, type RequestDraft } from './request-draft.ts'

/** The form: a draft and where it came from. A draft whose address is edited by hand comes from nowhere. */
export interface Form {
  readonly draft: RequestDraft
  readonly source: Source
}

export type Source =
  | { readonly kind: 'own' }
  | { readonly kind: 'ready'; readonly functionName: string; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'saved'; readonly id: string }

export const blankForm: Form = { draft: blankDraft, source: { kind: 'own' } }

/** The form filled from a ready-made request, its route parameters as in `values`. */
export function readyForm(ready: ReadyMade, values: Readonly<Record<string, string>> = {}): Form {
  return { draft: draftOf(ready, values), source: { kind: 'ready', functionName: ready.functionName, values } }
}

export function savedForm({ id, method, path, headers, body }: SavedRequest): Form {
  return { draft: { method, url: path, headers, body }, source: { kind: 'saved', id } }
}

/** The form after an edit. A new address or method no longer follows the route that suggested it. */
export function edited({ draft, source }: Form, change: Partial<RequestDraft>): Form {
  const leaves = source.kind === 'ready' && change.url !== undefined
  return { draft: { ...draft, ...change }, source: leaves ? { kind: 'own' } : source }
}

/** One more parameter of the route filled in; what else was written stays. */
export function withParam(form: Form, ready: ReadyMade, name: string, value: string): Form {
  const before = form.source.kind === 'ready' ? form.source.values : {}
  const { draft, source } = readyForm(ready, { ...before, [name]: value })
  return { draft: { ...form.draft, url: draft.url }, source }
}

/** `saved` with the form's request in it: in its place when it came from there, else at the end under `name`. */
export function withSaved(saved: readonly SavedRequest[], request: SavedRequest): readonly SavedRequest[] {
  const known = saved.some(({ id }) => id === request.id)
  return known
    ? saved.map((one) => (one.id === request.id ? { ...request, name: one.name } : one))
    : [...saved, request]
}
