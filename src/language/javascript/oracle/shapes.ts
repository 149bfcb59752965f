/** Something to wait for, as a generated program spells it. */
export type TaskShape =
  | AtomShape
  | { readonly is: 'all' | 'any'; readonly of: readonly TaskShape[]; readonly loses: boolean }
  | SlotShape

/** The task that was kept there, pending or settled; an activity when there is none yet. */
export interface SlotShape {
  readonly is: 'slot'
  readonly slot: number
}

export type AtomShape =
  | { readonly is: 'activity'; readonly name: string; readonly input: unknown }
  | { readonly is: 'activity of the box'; readonly name: string }
  | {
      readonly is: 'child'
      readonly name: string
      readonly input: unknown
      readonly id: string | undefined
      readonly version: string | undefined
    }
  | { readonly is: 'retried activity' | 'retried child'; readonly name: string; readonly attempts: number }
  /** Made by what registering a function gave; with attempts, by its `withRetry`. */
  | {
      readonly is: 'registered activity' | 'registered child'
      readonly input: unknown
      readonly attempts: number | undefined
    }
  | { readonly is: 'timer'; readonly afterMs: number }
  | { readonly is: 'no timer' }
  | { readonly is: 'event'; readonly name: string }
  | { readonly is: 'entity'; readonly key: string; readonly input: unknown }
  | { readonly is: 'no entity' }
  | { readonly is: 'lock'; readonly keys: readonly string[] }
  | { readonly is: 'http'; readonly body: unknown; readonly polls: boolean | undefined }

export type Statement =
  | { readonly do: 'keep'; readonly slot: number; readonly task: TaskShape }
  | { readonly do: 'yield'; readonly task: TaskShape }
  | { readonly do: 'yield no task'; readonly value: unknown }
  | { readonly do: 'try'; readonly body: readonly Statement[]; readonly handler: readonly Statement[] }
  | { readonly do: 'repeat'; readonly times: number; readonly body: readonly Statement[] }
  /** `Task.any` over a list that loses its winner each time. */
  | { readonly do: 'race'; readonly tasks: readonly TaskShape[] }
  /** A lock around statements. */
  | {
      readonly do: 'critical section'
      readonly keys: readonly string[]
      readonly body: readonly Statement[]
      readonly ends: 'release' | 'release twice' | 'using' | 'never'
    }
  | { readonly do: 'return'; readonly what: 'the last result' | 'the input' | 'a task' | 'nothing' }
  | SimpleStatement

/** Statements that wait for nothing. */
export type SimpleStatement =
  /** The timer kept there, else the one made last. */
  | { readonly do: 'cancel'; readonly slot: number }
  | { readonly do: 'throw'; readonly what: 'an error' | 'a wordless error' | 'a text' | 'null' | 'undefined' }
  | { readonly do: 'set status'; readonly status: unknown }
  | { readonly do: 'new guid' }
  | { readonly do: 'change the box' }
  | { readonly do: 'change the time' }
  | { readonly do: 'continue as new'; readonly input: unknown }
  | { readonly do: 'signal'; readonly key: string; readonly input: unknown }
  | { readonly do: 'look at the locks' }
