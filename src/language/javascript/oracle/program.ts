import type { OrchestrationContext, Task, TimerTask } from 'durable-functions'
import { reasonOf } from '#base/reason-of.ts'
import { buildAtom, type Built, isLock } from './build-task.ts'
import type { Module, Program } from './sdk.ts'
import type { AtomShape, SimpleStatement, Statement, TaskShape } from './shapes.ts'

type Code = Generator<Task, Ended | undefined, unknown>
interface Ended {
  readonly value: unknown
}

/**
 * The orchestrator that a list of statements spells. What it does is told to `met` once, however often it is replayed:
 * statements, tasks, and by its id each rule of RULES.md that comes into play.
 */
export function programOf(body: readonly Statement[], met: (what: string) => void): Program {
  let told = 0
  return function* (context, note, module) {
    let at = 0
    const run = new Run(context, note, module, (what) => {
      if (at++ < told) return
      told = at
      met(what)
    })
    const ended = yield* run.block(body)
    run.end()
    return ended?.value
  }
}

class Run {
  private readonly df: OrchestrationContext['df']
  private readonly module: Module
  private readonly note: (text: string) => void
  private readonly tell: (what: string) => void
  private readonly slots = new Map<number, Built>()
  private readonly box = { n: 0 }
  private boxes = 0
  private yields = 0
  private isLeaving = false
  private time: number
  private last: unknown = undefined
  private lastTask: Task | undefined = undefined
  private lastTimer: Task | undefined = undefined

  constructor({ df }: OrchestrationContext, note: (text: string) => void, module: Module, met: (what: string) => void) {
    this.df = df
    this.module = module
    this.note = note
    this.tell = met
    this.time = df.currentUtcDateTime.getTime()
    if (df.version !== undefined) this.met('V1')
    const input: unknown = df.getInput()
    if (typeof input === 'object' && input !== null && 'Timestamp' in input && input.Timestamp instanceof Date)
      this.met('G2')
  }

  *block(statements: readonly Statement[]): Code {
    for (const statement of statements) {
      const ended = yield* this.statement(statement)
      if (ended) return ended
    }
    return undefined
  }

  end(): void {
    for (const { yields } of this.slots.values()) if (yields === 0) this.met('I3', 'a task never yielded')
  }

  private met(...what: string[]): void {
    for (const each of what) this.tell(each)
  }

  private *statement(statement: Statement): Code {
    this.met(statement.do)
    switch (statement.do) {
      case 'keep':
        this.slots.set(statement.slot, this.build(statement.task))
        return undefined
      case 'yield':
        yield* this.wait(this.build(statement.task))
        return undefined
      case 'yield no task':
        this.met('F4')
        yield statement.value as Task
        return undefined
      case 'try':
        return yield* this.attempt(statement.body, statement.handler)
      case 'repeat':
        for (let i = 0; i < statement.times; i++) {
          const ended = yield* this.block(statement.body)
          if (ended) return ended
        }
        return undefined
      case 'race':
        yield* this.race(statement.tasks.map((shape) => this.build(shape)))
        return undefined
      case 'critical section':
        return yield* this.criticalSection(statement)
      case 'return':
        return { value: this.returned(statement.what) }
      default:
        this.act(statement)
        return undefined
    }
  }

  private act(statement: SimpleStatement): void {
    switch (statement.do) {
      case 'cancel':
        return this.cancel(this.slots.get(statement.slot))
      case 'throw':
        return this.throw(statement.what)
      case 'set status':
        this.met(statement.status ? 'S1' : 'S2')
        return this.df.setCustomStatus(statement.status)
      case 'new guid':
        this.met('G1')
        return this.note(this.df.newGuid('abc'))
      case 'change the box':
        if (this.boxes > 0) this.met('A2')
        this.box.n++
        return
      case 'change the time':
        this.met('T5')
        this.df.currentUtcDateTime.setSeconds(this.df.currentUtcDateTime.getSeconds() + 30)
        return
      case 'continue as new':
        this.met('N1')
        this.isLeaving = true
        return this.df.continueAsNew(statement.input)
      case 'signal':
        this.df.signalEntity(new this.module.EntityId('Counter', statement.key), 'op', statement.input)
        return this.met('X3')
      case 'look at the locks':
        return this.note(JSON.stringify(this.df.isLocked()))
    }
  }

  private *attempt(body: readonly Statement[], handler: readonly Statement[]): Code {
    try {
      return yield* this.block(body)
    } catch (error) {
      const message = reasonOf(error)
      this.note(`caught ${message}`)
      this.met('caught')
      if (message.includes('boom')) this.met('F1')
      if (message.startsWith('When constructing')) this.met('C3')
      if (message.startsWith('fireAt')) this.met('T4')
      if (message.startsWith('Must provide EntityId')) this.met('X4')
      if (error instanceof this.module.LockingRulesViolationError) this.met('K4', message)
      return yield* this.block(handler)
    }
  }

  private *race(running: Built[]): Code {
    while (running.length > 0) {
      const any = this.compound('any', running)
      const winner = yield* this.wait(any)
      running.splice(
        running.findIndex(({ task }) => task === winner),
        1,
      )
    }
    return undefined
  }

  private *criticalSection({ keys, body, ends }: Extract<Statement, { do: 'critical section' }>): Code {
    const lock: unknown = yield* this.wait(this.build({ is: 'lock', keys }))
    if (!isLock(lock)) return undefined
    this.met('K2', ends)
    try {
      return yield* this.block(body)
    } finally {
      if (ends !== 'never') this.met('K5')
      if (ends === 'using') lock[Symbol.dispose]()
      else if (ends !== 'never') lock.release()
      if (ends === 'release twice') lock.release()
      this.note(String(lock.isReleased))
    }
  }

  /** Yields, and writes down what came. */
  private *wait(built: Built): Generator<Task, unknown, unknown> {
    this.foresee(built)
    built.yields++
    this.yields++
    try {
      this.last = yield built.task
    } finally {
      this.hindsight(built)
    }
    this.came(built)
    return this.last
  }

  private foresee(built: Built): void {
    if (this.isLeaving) this.met('N2')
    if (built.yields > 0) this.met('I3', 'a task yielded twice')
    else if (this.yields > built.madeAfter) this.met('I1')
    for (const child of built.children) this.foreseeChild(child)
  }

  private foreseeChild(child: Built): void {
    if (child.yields > 0 || child.task.isCompleted || child.task.isFaulted) this.met('C5')
    if (child.task.isCompleted || child.task.isFaulted) this.met('C4')
    else if (child.yields > 0 && child.shape.is === 'event') this.met('E4')
    child.yields++
    child.children.forEach((each) => this.foreseeChild(each))
  }

  private hindsight({ shape, task }: Built): void {
    const now = this.df.currentUtcDateTime.getTime()
    if (now > this.time) this.met('T1')
    this.time = now
    if (task.isFaulted) this.met(`${shape.is} failed`)
    if (isRetried(shape)) this.met('retry')
    if (isRetried(shape) && task.isFaulted) this.met('Y1')
    if (shape.is === 'all') this.met('C1')
    if (shape.is === 'entity') this.met('X1', 'X2')
    if (shape.is === 'http') this.met('H4')
  }

  private came({ shape, task, children }: Built): void {
    this.met(`${shape.is} done`)
    if (shape.is === 'event') this.met('E1')
    if (shape.is === 'timer' && shape.afterMs > 6 * DAY) this.met('T3')
    if (isRetried(shape) && task.result === undefined) this.met('Y2')
    if (shape.is !== 'any') return
    this.met('C2')
    this.note(`winner ${children.findIndex((child) => child.task === this.last)}`)
  }

  private build(shape: TaskShape): Built {
    if (shape.is === 'slot')
      return this.slots.get(shape.slot) ?? this.build({ is: 'activity', name: 'Hello', input: 1 })
    this.met(shape.is)
    if (!('of' in shape)) return this.built(shape, this.atom(shape), [])
    const children = shape.of.map((each) => this.build(each))
    return this.compound(shape.is, children, shape.loses)
  }

  private compound(is: 'all' | 'any', children: readonly Built[], loses = false): Built {
    const list = children.map(({ task }) => task)
    const task = this.df.Task[is](list)
    if (loses) {
      list.pop()
      this.met('C6')
    }
    return this.built({ is, of: [], loses }, task, children)
  }

  private built(shape: TaskShape, task: Task, children: readonly Built[]): Built {
    this.lastTask = task
    return { shape, task, children, yields: 0, madeAfter: this.yields }
  }

  private atom(shape: AtomShape): Task {
    const { df, module, box } = this
    if (shape.is === 'activity of the box') this.boxes++
    const task = buildAtom({ df, module, box, met: (...what) => this.met(...what) }, shape)
    if (shape.is === 'timer') this.lastTimer = task
    return task
  }

  private cancel(built: Built | undefined): void {
    const timer = (built?.shape.is === 'timer' ? built.task : this.lastTimer) as TimerTask | undefined
    if (!timer) return
    this.met('T2', timer.isCompleted ? 'cancel of a fired timer' : 'cancel of a pending timer')
    timer.cancel()
  }

  private throw(what: Extract<Statement, { do: 'throw' }>['what']): void {
    this.met(what === 'an error' ? 'F2' : 'F3')
    switch (what) {
      case 'an error':
        throw new RangeError('out of cities')
      case 'a wordless error':
        throw new Error('')
      case 'a text':
        throw 'text'
      case 'null':
        throw null
      case 'undefined':
        throw undefined
    }
  }

  private returned(what: Extract<Statement, { do: 'return' }>['what']): unknown {
    if (what === 'the input') return this.df.getInput()
    if (what === 'a task') this.met('J1')
    if (what === 'a task') return this.lastTask
    return what === 'nothing' || isTask(this.last) || Array.isArray(this.last) ? undefined : this.last
  }
}

const DAY = 86_400_000
const isTask = (value: unknown) => typeof value === 'object' && value !== null && 'isFaulted' in value
const isRetried = (shape: TaskShape) => 'attempts' in shape && shape.attempts !== undefined
