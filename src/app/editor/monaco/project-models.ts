import type { SourceFile } from '#durable/build.ts'
import { languageOf } from '../language-of.ts'
import { strictnessOf } from '../strictness.ts'
import { loadDeclarationsFor, setStrictness } from './language-services.ts'
import { monaco, typescript } from './monaco.ts'

type Model = monaco.editor.ITextModel

/** A file of the project as Monaco holds it: its text, its undo and where the person last was in it. */
interface OpenFile {
  readonly model: Model
  /** The text that the project last told us. */
  told: string
  /** Texts that we told the project and that may still come back as its own. */
  readonly typed: string[]
}

/** The files of one project as models at `file:///<path>`, where they find each other and the packages. */
export class ProjectModels {
  onTyped: (path: string, text: string) => void = () => {}
  readonly #files = new Map<string, OpenFile>()
  readonly #views = new Map<Model, monaco.editor.ICodeEditorViewState>()
  #past: Model | null = null
  #isTelling = false

  /** Makes the models say what the files say. What the person typed meanwhile is not undone by its own echo. */
  update(files: readonly SourceFile[]): void {
    const paths = new Set(files.map(({ path }) => path))
    for (const [path, { model }] of this.#files) if (!paths.has(path)) this.#close(path, model)
    const isCheckedAnew = setStrictness(strictnessOf(files))
    const opened = files.filter((file) => !this.#tell(file))
    for (const file of opened) this.#open(file)
    void loadDeclarationsFor(files.map(({ text }) => text))
    if (opened.length > 0 || isCheckedAnew) void shareWithLanguages([...this.#files.values()].map(({ model }) => model))
  }

  /** Whether these are the files we hold, as they are or as they lately were. */
  continueAs(files: readonly SourceFile[]): boolean {
    return (
      files.length === this.#files.size &&
      files.every(({ path, text }) => {
        const file = this.#files.get(path)
        return file !== undefined && (file.told === text || file.typed.includes(text))
      })
    )
  }

  /** The file's model; or, when an older text of it is to be read, one that only shows that text. */
  modelOf(path: string, past: string | null): Model | null {
    const live = this.#files.get(path)?.model ?? null
    if (past === null || live?.getValue() === past) return live
    return this.#pastOf(path, past)
  }

  keepView(model: Model, view: monaco.editor.ICodeEditorViewState | null): void {
    if (view !== null) this.#views.set(model, view)
  }

  viewOf(model: Model): monaco.editor.ICodeEditorViewState | null {
    return this.#views.get(model) ?? null
  }

  each(visit: (path: string, model: Model) => void): void {
    for (const [path, { model }] of this.#files) visit(path, model)
  }

  dispose(): void {
    for (const [path, { model }] of this.#files) this.#close(path, model)
    this.#past?.dispose()
  }

  #open({ path, text }: SourceFile): void {
    const model = monaco.editor.createModel(text, languageOf(path), monaco.Uri.file(path))
    model.updateOptions({ bracketColorizationOptions: plainBrackets })
    const file: OpenFile = { model, told: text, typed: [] }
    this.#files.set(path, file)
    model.onDidChangeContent(() => {
      if (this.#isTelling) return
      const text = model.getValue()
      file.typed.push(text)
      this.onTyped(path, text)
    })
  }

  #close(path: string, model: Model): void {
    this.#files.delete(path)
    this.#views.delete(model)
    model.dispose()
  }

  /** Whether there is such a file. */
  #tell({ path, text }: SourceFile): boolean {
    const file = this.#files.get(path)
    if (file === undefined) return false
    if (file.told === text) return true
    file.told = text
    const echo = file.typed.lastIndexOf(text)
    file.typed.splice(0, echo === -1 ? Infinity : echo + 1)
    if (echo === -1 && file.model.getValue() !== text) this.#replace(file.model, text)
    return true
  }

  /** As an edit, so that it can be undone. */
  #replace(model: Model, text: string): void {
    this.#isTelling = true
    model.pushStackElement()
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null)
    model.pushStackElement()
    this.#isTelling = false
  }

  /** In a language of its own that has the colours and no service: what it imports may be other text today. */
  #pastOf(path: string, text: string): Model {
    const uri = monaco.Uri.from({ scheme: 'past', path: `/${path}` })
    if (this.#past?.uri.toString() === uri.toString() && this.#past.getValue() === text) return this.#past
    this.#past?.dispose()
    this.#past = monaco.editor.createModel(text, pastLanguageOf(path), uri)
    return this.#past
  }
}

/** Colour is for what runs; the editor's own option for this does not reach its models. */
const plainBrackets = { enabled: false, independentColorPoolPerBracketType: false }

function pastLanguageOf(path: string): string {
  const language = languageOf(path)
  return language === 'typescript' || language === 'javascript' ? `past-${language}` : language
}

/** TypeScript's workers know of a model only what they were told; a file may import one of another language. */
async function shareWithLanguages(models: readonly Model[]): Promise<void> {
  const languages = new Set(models.map((model) => model.getLanguageId()))
  const uris = models
    .filter((model) => /^(?:type|java)script$|^json$/.test(model.getLanguageId()))
    .map(({ uri }) => uri)
  if (languages.has('typescript')) await (await registered(() => typescript.getTypeScriptWorker()))(...uris)
  if (languages.has('javascript')) await (await registered(() => typescript.getJavaScriptWorker()))(...uris)
}

/** Monaco registers a language's worker some time after its first model, tells nobody when, and refuses before that. */
async function registered<T>(worker: () => Promise<T>, tries = 100): Promise<T> {
  try {
    return await worker()
  } catch (error) {
    if (tries === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 100))
    return registered(worker, tries - 1)
  }
}

let held: { projectId: string; readonly models: ProjectModels } | null = null

/**
 * The models of the one project that is open. They outlive the editor's component, and undo with them; also when the
 * project only gets another id, because somebody began to type in one that was not their own.
 */
export function modelsOfProject(projectId: string, files: readonly SourceFile[]): ProjectModels {
  if (held !== null && (held.projectId === projectId || held.models.continueAs(files))) {
    held.projectId = projectId
    return held.models
  }
  held?.models.dispose()
  held = { projectId, models: new ProjectModels() }
  held.models.update(files)
  return held.models
}
