import type { CodeLine } from '#durable/trace.ts'
import type { PythonEngine } from './engine.ts'
import { NoTask } from './tasks.ts'

/** The `Episode` of `azure/durable_functions/_episode.py`, through Pyodide's proxy. */
export interface PythonEpisode {
  begin(
    engine: PythonEngine,
    instanceId: string,
    parentInstanceId: string | undefined,
    input: string | undefined,
    hasInput: boolean,
  ): boolean
  readonly step: PythonStep
  fail(): Yielded
  readonly end: number
  readonly output: string | undefined
  status(): string | undefined
  error(): string
  escape_with(typeName: string, message: string): void
  /** Whether tasks that the code makes are looked at. */
  watches: boolean
  remember(places: string): void
  unasked(): string
  found_uses(): string
  line(): string
  failed_line(): string
  /** From here on what the code does is noted for `seen`. */
  look_on(): void
  seen(): string
}

/** What the code yields: the request for a task, the handle of one, or nothing. */
type Yielded = string | number | undefined
type PythonStep = ((text?: string) => Yielded) & { destroy?(): void }

/** As `End` in `_episode.py`. */
const RETURNED = 0
const RAISED = 1
const YIELDED_NONE = 2

/** What Python's code raised; its words are asked for when they are needed. */
class PythonRaised extends Error {}

/** A Python generator as the engine drives it. Only numbers and texts cross. */
export class PythonCoroutine {
  private readonly episode: PythonEpisode
  private readonly engine: PythonEngine
  private readonly step: PythonStep
  private isNew = false

  constructor(episode: PythonEpisode, engine: PythonEngine) {
    this.episode = episode
    this.engine = engine
    this.step = episode.step // each look at it makes a proxy
  }

  readonly next = (value: unknown) => {
    if (!this.isNew) this.watchWhatIsNew()
    return this.took(typeof value === 'string' ? this.step(value) : this.step())
  }

  readonly throw = (_error: unknown) => {
    if (!this.isNew) this.watchWhatIsNew()
    return this.took(this.episode.fail())
  }

  private watchWhatIsNew(): void {
    if (this.engine.isPast) return
    this.isNew = true
    this.episode.watches = true
  }

  /** Where the code waits now. */
  line(): CodeLine | undefined {
    return codeLine(this.episode.line())
  }

  destroy(): void {
    this.step.destroy?.()
  }

  private took(yielded: Yielded) {
    if (typeof yielded === 'string') return { done: false, value: this.engine.add(yielded) }
    if (typeof yielded === 'number') return { done: false, value: this.engine.at(yielded) }
    return this.ended()
  }

  private ended() {
    switch (this.episode.end) {
      case RETURNED:
        return { done: true, value: this.episode.output }
      case YIELDED_NONE:
        return { done: false, value: new NoTask() }
      case RAISED:
        throw new PythonRaised(this.episode.error())
      default:
        throw new PythonRaised('')
    }
  }
}

/** A line and a file as Python writes them: `12 function_app.py`. */
export function codeLine(text: string): CodeLine | undefined {
  const [, line, file] = /^(\d+) (.*)$/s.exec(text) ?? []
  return file === undefined ? undefined : { file, line: Number(line) }
}
