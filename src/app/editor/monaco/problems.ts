import type { Fix, TextEdit } from '#durable/fix.ts'
import type { Problem } from '#durable/problem.ts'
import { monaco } from './monaco.ts'

const OWNER = 'orchestrators'
const shown = new WeakMap<monaco.editor.ITextModel, readonly Problem[]>()

/** Underlines what is wrong with the file's orchestrators, and keeps what mends it for the light bulb. */
export function showProblems(model: monaco.editor.ITextModel, problems: readonly Problem[]): void {
  shown.set(model, problems)
  monaco.editor.setModelMarkers(model, OWNER, problems.map(markerOf))
}

/** Offers the fixes of what is underlined as quick fixes, in every editor of the page. */
export function offerFixes(): void {
  monaco.languages.registerCodeActionProvider(['javascript', 'typescript', 'python'], {
    provideCodeActions: (model, range) => {
      const here = (shown.get(model) ?? []).filter((problem) => range.intersectRanges(rangeOf(problem)) !== null)
      const actions = here.flatMap((problem) =>
        problem.fixes.flatMap((fix, index) => actionOf(fix, problem, index === 0)),
      )
      return { actions, dispose: () => {} }
    },
  })
}

function markerOf(problem: Problem): monaco.editor.IMarkerData {
  return {
    ...rangeOf(problem),
    message: problem.message,
    severity: monaco.MarkerSeverity.Warning,
    source: 'orchestrator',
  }
}

function rangeOf({ line, column, endLine, endColumn }: Problem) {
  return { startLineNumber: line, startColumn: column, endLineNumber: endLine, endColumn }
}

/** Nothing when a text that it would change is not there any more. */
function actionOf(fix: Fix, problem: Problem, isPreferred: boolean): monaco.languages.CodeAction[] {
  const edits = fix.edits.map(workspaceEdit)
  if (edits.some((edit) => edit === undefined)) return []
  return [
    {
      title: fix.title,
      kind: 'quickfix',
      isPreferred,
      diagnostics: [markerOf(problem)],
      edit: { edits: edits.filter((edit) => edit !== undefined) },
    },
  ]
}

function workspaceEdit({
  file,
  start,
  end,
  expected,
  text,
}: TextEdit): monaco.languages.IWorkspaceTextEdit | undefined {
  const resource = monaco.Uri.file(file)
  const model = monaco.editor.getModel(resource)
  if (!model) return undefined
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end))
  if (model.getValueInRange(range) !== expected) return undefined
  return { resource, versionId: undefined, textEdit: { range, text } }
}
