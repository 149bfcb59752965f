import { reasonOf } from '#base/reason-of.ts'
import type { Diagnostic, SourceFile } from '#durable/build.ts'
import type { Problem } from '#durable/problem.ts'
import { i18n } from '../../i18n/i18n.ts'
import { codeMetrics } from '../code-metrics.ts'
import type { LineMark } from '../line-mark.ts'
import { countWidget, decorationsOf, markersOf } from './decorations.ts'
import { offerFormatting, offerPython } from '../python/python-language.ts'
import { tellTrouble } from '../trouble.ts'
import { configureLanguages, loadTypeDeclarations } from './language-services.ts'
import { monaco } from './monaco.ts'
import { offerFixes, showProblems } from './problems.ts'
import { registerPastLanguages } from './past-languages.ts'
import { modelsOfProject, type ProjectModels } from './project-models.ts'

configureLanguages()
registerPastLanguages()
offerFixes()
offerFormatting()
void loadTypeDeclarations()

/** Monaco over one element: what is shown is told to it, and it tells what is typed. */
export class CodeEditor {
  onTyped: (path: string, text: string) => void = () => {}
  /** The person follows a name to another file of the project. */
  onOpen: (path: string) => void = () => {}
  readonly #editor: monaco.editor.IStandaloneCodeEditor
  readonly #marks: monaco.editor.IEditorDecorationsCollection
  readonly #opener: monaco.IDisposable
  #counts: monaco.editor.IGlyphMarginWidget[] = []
  #models: ProjectModels | null = null
  #isPythonWanted = false

  constructor(element: HTMLElement) {
    this.#editor = monaco.editor.create(element, { ...options, fontFamily: monoFont() })
    this.#marks = this.#editor.createDecorationsCollection()
    this.#opener = monaco.editor.registerEditorOpener({ openCodeEditor: (_, uri, at) => this.#follow(uri, at) })
    this.#editor.onDidFocusEditorText(() => this.#offerPython())
    // The project is saved as one types; the browser's own answer would be to save the page.
    this.#editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => {})
  }

  dispose(): void {
    this.#keepView()
    this.#opener.dispose()
    this.#editor.dispose()
  }

  focus(): void {
    this.#editor.focus()
  }

  /** Takes the files as the project has them; not when it only shows an older state of them. */
  showProject(projectId: string, files: readonly SourceFile[], isPast: boolean): void {
    this.#models = modelsOfProject(projectId, files)
    this.#models.onTyped = (path, text) => this.onTyped(path, text)
    if (!isPast) this.#models.update(files)
  }

  /** Shows a file; `past` is its text when that is not to be changed. */
  showFile(path: string | null, past: string | null): void {
    const model = path === null ? null : (this.#models?.modelOf(path, past) ?? null)
    this.#editor.updateOptions({ readOnly: past !== null })
    if (model === this.#editor.getModel()) return
    this.#keepView()
    this.#editor.setModel(model)
    const view = model && this.#models?.viewOf(model)
    if (view) this.#editor.restoreViewState(view)
  }

  setLabel(ariaLabel: string): void {
    this.#editor.updateOptions({ ariaLabel })
  }

  setDiagnostics(diagnostics: readonly Diagnostic[]): void {
    this.#models?.each((path, model) => {
      const own = diagnostics.filter(({ file }) => file === path)
      monaco.editor.setModelMarkers(model, 'compile', markersOf(own, model))
    })
  }

  /** What is wrong with orchestrators is underlined, and can be mended where it stands. */
  setProblems(problems: readonly Problem[]): void {
    this.#models?.each((path, model) =>
      showProblems(
        model,
        problems.filter(({ file }) => file === path),
      ),
    )
  }

  setMarks(marks: readonly LineMark[]): void {
    const model = this.#editor.getModel()
    this.#marks.set(model === null ? [] : decorationsOf(marks, model))
    for (const widget of this.#counts) this.#editor.removeGlyphMarginWidget(widget)
    const lines = model?.getLineCount() ?? 0
    this.#counts = marks.filter(({ line, count }) => count !== undefined && line <= lines).map(countWidget)
    for (const widget of this.#counts) this.#editor.addGlyphMarginWidget(widget)
  }

  /** From now on Python's language server may be fetched: it is large, and an app's first run comes first. */
  wantPython(): void {
    this.#isPythonWanted = true
    if (this.#editor.hasTextFocus()) this.#offerPython()
  }

  scrollTo(scrollTop: number): void {
    this.#editor.setScrollTop(scrollTop)
  }

  reveal(line: number): void {
    this.#editor.revealLineInCenterIfOutsideViewport(line, monaco.editor.ScrollType.Smooth)
  }

  /** To a definition: of the project as a tab, of a package as a peek into its declarations. */
  #follow(uri: monaco.Uri, at: monaco.IRange | monaco.IPosition | undefined): boolean {
    const path = uri.path.slice(1)
    const model = this.#models?.modelOf(path, null)
    if (model?.uri.toString() !== uri.toString()) {
      this.#editor.trigger('follow', 'editor.action.peekDefinition', null)
      return true
    }
    this.showFile(path, null)
    if (at) this.#select(at)
    this.onOpen(path)
    return true
  }

  #select(at: monaco.IRange | monaco.IPosition): void {
    const range = 'lineNumber' in at ? monaco.Range.fromPositions(at) : at
    this.#editor.setSelection(range)
    this.#editor.revealRangeInCenterIfOutsideViewport(range)
  }

  #offerPython(): void {
    const language = this.#editor.getModel()?.getLanguageId()
    if (this.#isPythonWanted && language === 'python') void offerPython().catch(tellFailure)
  }

  #keepView(): void {
    const model = this.#editor.getModel()
    if (model) this.#models?.keepView(model, this.#editor.saveViewState())
  }
}

function tellFailure(error: unknown): void {
  const reason = reasonOf(error)
  tellTrouble(
    i18n._('The editor could not load what it knows of Python. It tries again when you return to it. {reason}', {
      reason,
    }),
  )
}

const { fontSize, lineHeight, paddingBlock, lineNumberChars } = codeMetrics

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  model: null,
  automaticLayout: true,
  fontSize,
  lineHeight,
  lineNumbersMinChars: lineNumberChars,
  padding: { top: paddingBlock, bottom: paddingBlock },
  glyphMargin: true,
  // Overflowing lists and hovers may leave the pane.
  fixedOverflowWidgets: true,
  minimap: { enabled: false },
  stickyScroll: { enabled: false },
  scrollBeyondLastLine: false,
  overviewRulerBorder: false,
  renderLineHighlightOnlyWhenFocus: true,
  tabSize: 2,
}

function monoFont(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--mono-font').trim() || 'monospace'
}
