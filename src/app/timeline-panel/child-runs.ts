import type { EpochMs } from '#base/units.ts'
import { isFinal } from '#durable/instance.ts'
import { positionAt } from '#timeline/cut.ts'
import type { Run } from '#timeline/layout/layout.ts'
import { TimelineModel } from '#timeline/model/model.ts'
import type { Span } from '#timeline/model/span.ts'
import type { ChildRun, HistoryOfChild } from './use-runs.ts'
import { childKey } from './view-state.ts'

/** What was read, by the key of the call; `null` for an instance that is gone. */
export type Found = ReadonlyMap<string, ChildRun | null>

/** Nesting deeper than this is opened alone: there is no room to the right for more. */
const DEEPEST = 6

/** Real milliseconds between two looks at children that go on while their caller only waits. */
const AGAIN_MS = 300

/** Reads the children that are open in a run now, and again until all of them have ended. Answers with the way to stop. */
export function followChildren(
  spans: readonly Span[],
  open: ReadonlySet<string>,
  read: HistoryOfChild,
  found: (children: Found) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const look = async () => {
    const children = await readAll(spans, open, read)
    if (isOver) return
    found(children)
    const isGoingOn = [...children.values()].some((child) => child !== null && !isFinal(child.instance.status))
    if (isGoingOn) timer = setTimeout(() => void look(), AGAIN_MS)
  }
  void look()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** Level by level: which children a child has is known when it has been read. */
async function readAll(spans: readonly Span[], open: ReadonlySet<string>, read: HistoryOfChild): Promise<Found> {
  const found = new Map<string, ChildRun | null>()
  let level = openCalls(spans, '', open)
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const children = await Promise.all(level.map(({ instanceId }) => read(instanceId)))
    level = level.flatMap(({ key }, i) => {
      const child = children[i] ?? null
      found.set(key, child)
      const isNested = child !== null && [...open].some((other) => other !== key && other.startsWith(key))
      if (!isNested) return []
      const model = new TimelineModel()
      model.take(child.history, child.episodes)
      return openCalls(model.spans, key, open)
    })
  }
  return found
}

function openCalls(spans: readonly Span[], runKey: string, open: ReadonlySet<string>) {
  return spans.flatMap(({ kind, id, instanceId }) => {
    const key = childKey({ key: runKey }, id)
    return kind === 'subOrchestration' && instanceId !== undefined && open.has(key) ? [{ key, instanceId }] : []
  })
}

export interface Children {
  readonly open: ReadonlySet<string>
  readonly found: Found
  readonly moment: EpochMs | null
  /** They grow with what is found. */
  readonly models: Map<string, TimelineModel>
}

/** Hangs the children that were found into the tree of runs, as far as they are open. */
export function withChildren(run: Run, world: Children): Run {
  const children = new Map<string, Run>()
  for (const span of run.model.spans) {
    if (span.kind !== 'subOrchestration') continue
    const key = childKey(run, span.id)
    const child = world.open.has(key) ? world.found.get(key) : undefined
    if (child) children.set(span.id, withChildren(childRun(key, child, world), world))
  }
  return { ...run, children }
}

function childRun(key: string, { instance, history, episodes }: ChildRun, { models, moment }: Children): Run {
  const { name, instanceId, executionId } = instance
  const known = models.get(`${key}${executionId}`)
  const model = known !== undefined && known.length <= history.length ? known : new TimelineModel()
  models.set(`${key}${executionId}`, model)
  model.take(history, episodes)
  const position = moment === null ? Infinity : positionAt(history, moment)
  return { key, model, name, instanceId, executionId, position, children: new Map() }
}
