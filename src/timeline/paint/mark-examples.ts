import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { TimeRange } from '../axis/scale.ts'
import { run } from '../drawing.ts'
import { asItComes } from '../layout/wishes.ts'
import type { MarkId } from './marks.ts'
import type { Picture } from './picture.ts'
import type { Struck } from './struck.ts'

/** A small run in which a mark is seen; the painter draws it as it draws any other. */
export interface MarkExample {
  /** What it shows of the mark, where one mark has several faces. */
  readonly face: MarkFace
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly range: TimeRange
  readonly now: EpochMs
  readonly folds?: readonly TimeRange[]
  /** Fan-outs are folded. */
  readonly isFolded?: boolean
  /** Groups of these kinds are left out: they are not what it is about. */
  readonly without?: readonly string[]
  readonly struck?: Struck
}

export type MarkFace =
  | 'plain'
  | 'replayed'
  | 'failed'
  | 'running'
  | 'cancelled'
  | 'queued'
  | 'waiting'
  | 'early'
  | 'folded'
  | 'opened'
  | 'narrow'

type Drawn = ReturnType<typeof run>

const COLUMNS = 48

function example(face: MarkFace, { history, episodes }: Drawn, more: Partial<MarkExample> = {}): MarkExample {
  const times = history.map(({ at }) => at)
  const from = Math.min(...times) - 3
  const to = Math.max(from + COLUMNS, Math.max(...times) + 3)
  return {
    face,
    history,
    episodes,
    range: { from: from as EpochMs, to: to as EpochMs },
    now: (from + COLUMNS * 0.7) as EpochMs,
    without: ['episode'],
    ...more,
  }
}

/** An example's history may go on in another one's way: what is drawn in a column a millisecond wide says nothing of hours. */
function stretched({ history, episodes }: Drawn, from: number, byMs: number): Drawn {
  const later = (at: EpochMs) => (at >= from ? at + byMs : at) as EpochMs
  return {
    history: history.map((event) => ({ ...event, at: later(event.at) })),
    episodes: episodes.map((each) => ({ ...each, startedAt: later(each.startedAt), endedAt: later(each.endedAt) })),
  }
}

const HOUR = 3_600_000

/** What the painter is given to draw it. */
export function pictureOf(example: MarkExample): Omit<Picture, 'theme' | 'words' | 'width'> {
  const { history, episodes, range, now, folds = [], isFolded, without = [], struck } = example
  const wishes = {
    ...asItComes,
    isExpanded: () => isFolded !== true,
    isShown: (_: unknown, group: { readonly kind: string }) => !without.includes(group.kind),
  }
  return { history, episodes, range, now, folds, wishes, ...(struck && { struck }) }
}

/** Every mark of the painter has its examples: a mark without one does not compile. */
export function markExamples(): Readonly<Record<MarkId, readonly MarkExample[]>> {
  return {
    episode: [
      example(
        'plain',
        run`
          A   [------]      [-----------]
          =                             ]
        `,
        { without: ['activity'] },
      ),
    ],
    activity: [
      example(
        'plain',
        run`
          Tokyo    [------------------------]
        `,
      ),
      example(
        'failed',
        run`
          Tokyo    [------------------------x
        `,
      ),
      example(
        'running',
        run`
          Tokyo    [-------------------------
        `,
      ),
      example(
        'cancelled',
        run`
          Tokyo    [-------------------------
          =                                 ]
        `,
      ),
      example(
        'queued',
        run`
          Tokyo    [::::::::-----------------]
        `,
      ),
      example('narrow', narrow()),
    ],
    retry: [
      example(
        'plain',
        run`
          Charge   [----x.......[----x.......[------]
        `,
      ),
      example(
        'waiting',
        run`
          Charge   [----x.............................
        `,
      ),
    ],
    subOrchestration: [
      example(
        'plain',
        run`
          &Pack    [------------------------]
        `,
      ),
    ],
    entity: [
      example(
        'plain',
        run`
          @cart    [----------------]  [-----x
        `,
      ),
    ],
    lock: [
      example(
        'plain',
        run`
          #from,to  [.......-----------------]
        `,
      ),
    ],
    timer: [
      example(
        'waiting',
        run`
          ~        [-----------------------------------------|
        `,
      ),
      example(
        'plain',
        run`
          ~        [------------------------]
        `,
      ),
      example(
        'cancelled',
        run`
          ~        [-----------------------------------------|
          =                      ]
        `,
      ),
    ],
    wait: [
      example(
        'plain',
        run`
          ?Approval  [---------------------!
        `,
      ),
      example(
        'waiting',
        run`
          ?Approval  [----------------------
        `,
      ),
    ],
    early: [
      example(
        'early',
        run`
          ?Approval  !---------------------[
        `,
      ),
    ],
    arrival: [
      example(
        'plain',
        run`
          !Approval           !
        `,
      ),
    ],
    message: [
      example(
        'plain',
        run`
          >other              !
        `,
      ),
    ],
    signal: [
      example(
        'plain',
        run`
          @cart               !
        `,
      ),
    ],
    suspended: [
      example(
        'plain',
        run`
          ^        S---------------R
        `,
        { without: ['episode', 'activity'] },
      ),
    ],
    command: [
      example(
        'plain',
        run`
          ^        W               T
        `,
        { without: ['episode', 'activity'] },
      ),
    ],
    other: [
      example('plain', {
        history: [{ type: 'GenericEvent', at: 12 as EpochMs, data: '' }],
        episodes: [],
      }),
    ],
    loser: [
      example(
        'plain',
        run`
          *       O
          Fast    [-------]
          Slow    [----------------------------]
          Next             [-----]
        `,
        { without: ['episode'] },
      ),
    ],
    slowest: [example('opened', fanOut(), { isFolded: false })],
    fault: [
      example(
        'plain',
        run`
          Tokyo    [-------------x
        `,
        { struck: { crashes: [], calls: new Map([[1, 'Fails']]), episodes: new Map() } },
      ),
    ],
    fanOut: [example('folded', fanOut(), { isFolded: true })],
    suspension: [
      example(
        'plain',
        run`
          ^              S-------------R
          Tokyo    [-------------------------]
        `,
        { without: ['episode', 'command'] },
      ),
    ],
    all: [
      example(
        'plain',
        run`
          *        A
          Tokyo    [-------------]
          Seattle  [---------------------]
          Next                           [--]
        `,
      ),
    ],
    any: [
      example(
        'plain',
        run`
          *        O
          Tokyo    [-------------]
          ~        [---------------------------|
          Next                   [-----]
        `,
      ),
    ],
    continueAsNew: [
      example(
        'plain',
        run`
          Tokyo    [------------]
          =                     >
        `,
        { without: ['episode', 'command'] },
      ),
    ],
    terminate: [
      example(
        'plain',
        run`
          Tokyo    [-------------
          ^                     T
          =                     ]
        `,
        { without: ['episode', 'command'] },
      ),
    ],
    rewind: [
      example(
        'plain',
        run`
          Tokyo    [----x   [------]
          ^              W
        `,
        { without: ['episode', 'command'] },
      ),
    ],
    crash: [
      example(
        'plain',
        run`
          Tokyo    [------------------]
        `,
        { struck: { crashes: [30 as EpochMs], calls: new Map(), episodes: new Map() } },
      ),
    ],
    parting: [
      example(
        'plain',
        run`
          Tokyo    [----]
          Paris           [-------]
        `,
        { struck: { crashes: [], calls: new Map(), episodes: new Map(), partsAt: 26 as EpochMs } },
      ),
    ],
    fold: [folded()],
  }
}

function fanOut(): Drawn {
  return run`
    *      A
    Ship   [-------------]
    Ship   [-----------------]
    Ship   [----------]
    Ship   [---------x
    Ship   [---------------]
    Ship   [-------------------------------]
    Next                                   []
  `
}

/** Too narrow for bars: the gravest in a pixel is seen. */
function narrow(): Drawn {
  const history = Array.from({ length: 400 }, (_, id): HistoryEvent[] => {
    const at = (10 + id / 10) as EpochMs
    return [
      { type: 'TaskScheduled', at, id, name: 'Tokyo', input: null },
      id === 240
        ? { type: 'TaskFailed', at, taskScheduledId: id, reason: '', details: '' }
        : { type: 'TaskCompleted', at, taskScheduledId: id, result: null },
    ]
  })
  return { history: history.flat(), episodes: [] }
}

function folded(): MarkExample {
  const drawn = stretched(
    run`
      Tokyo    [---------]     [------]
    `,
    26,
    72 * HOUR,
  )
  const [from, to] = [14 as EpochMs, (72 * HOUR + 44) as EpochMs]
  const gap = { from: 27 as EpochMs, to: (72 * HOUR + 30) as EpochMs }
  return { ...example('plain', drawn), range: { from, to }, now: to, folds: [gap] }
}
