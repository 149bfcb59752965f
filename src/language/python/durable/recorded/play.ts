import type { PyodideAPI } from 'pyodide'
import type { PyCallable } from 'pyodide/ffi'
import { differences, type Difference } from './differences.ts'

/** One orchestrator, and what the real SDK answered to it, episode by episode. */
export interface RecordedCase {
  readonly name: string
  readonly source: string
  readonly orchestrator: string
  readonly episodes: readonly RecordedEpisode[]
}

interface RecordedEpisode extends Answered {
  readonly trigger: unknown
}

/** The state; when the SDK raised, also the class, the message's first line, and the state with the first line of its `error`. */
interface Answered {
  readonly state: unknown
  readonly raised?: string
  readonly message?: string
}

/** What our Python answers otherwise than the real one, in the order of the episodes. The interpreter has our packages and its bridge. */
export function playCase(python: PyodideAPI, { source, orchestrator, episodes }: RecordedCase): Difference[] {
  const globals = python.toPy({}) as PyCallable
  const main = python.runPython(PLAYER, { globals })(source, orchestrator) as PyCallable
  try {
    return episodes.flatMap(({ trigger, ...expected }, index) => {
      const answered = JSON.parse(main(JSON.stringify(trigger)) as string) as Answered
      return differences(expected, answered).map((each) => ({ ...each, path: `episode ${index}${each.path}` }))
    })
  } finally {
    main.destroy()
    globals.destroy()
  }
}

/** Python: makes, of a source and the name of its orchestrator, a function from a trigger to what is answered. */
export const PLAYER = `
import json
from datetime import timedelta
import azure.durable_functions as df

LABEL = "\\n\\n$OutOfProcData$:"

def first_line(text):
    return text.split("\\n")[0]

def answer_of(error):
    message, _, text = str(error).partition(LABEL)
    state = json.loads(text) if text else None
    if state and "error" in state:
        state["error"] = first_line(state["error"])
    return {"raised": type(error).__name__, "message": first_line(message), "state": state}

def player(source, name):
    space = {"df": df, "timedelta": timedelta, "__name__": "recorded"}
    exec(compile(source, name + ".py", "exec"), space)
    main = df.Orchestrator.create(space[name])

    def play(trigger):
        try:
            return json.dumps({"state": json.loads(main(trigger))})
        except Exception as error:
            return json.dumps(answer_of(error))

    return play

player
`
