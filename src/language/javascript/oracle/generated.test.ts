import '../in-node/azure-core.ts'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amount, inWords, timeout } from './amount.ts'
import { scenario } from './arbitrary.ts'
import { met as differencesMet } from './differences.ts'
import { keptScenarios } from './kept-scenarios.ts'
import { playScenario } from './play-scenario.ts'

const examples = keptScenarios.map((each): [typeof each] => [each])

/** What must come up among the programs of one run: rules by their ids, what programs do, and what befalls them. */
const mustOccur = [
  ...rulesOf('src/replay/RULES.md').filter((rule) => /^[RIACTYENFSGXKHVQJ]/.test(rule)),
  ...words`keep, yield, yield no task, try, repeat, race, cancel, throw, set status, new guid, change the box,
    change the time, continue as new, return, caught, critical section, signal, look at the locks, release, release twice, using, a second generation, a task never yielded, a task yielded twice,
    cancel of a fired timer, cancel of a pending timer`,
  ...words`activity, child, retried activity, retried child, timer, event, all, any, registered activity, registered child, entity, no entity, lock, http`,
  ...words`activity done, child done, retried activity done, retried child done, timer done, event done, all done, any done, registered activity done, registered child done, entity done,
    lock done, http done`,
  ...words`activity failed, child failed, retried activity failed, retried child failed, all failed, registered activity failed,
    registered child failed, entity failed, http failed`,
  ...words`activity completes, activity fails, child completes, child fails, timer fires, ahead,
    entity completes, entity fails, lock completes, lock fails, http completes, http fails, an external event,
    a numeric external event, an external event in another case`,
  ...words`a batch of one, a batch of several, a batch boundary among open tasks, only the news told,
    code goes on where it was kept`,
]

function words([text = '']: TemplateStringsArray): string[] {
  return text.split(',').map((each) => each.trim())
}

function rulesOf(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^- \*\*(\w\d+)\*\*/gm)].map(([, id = '']) => id)
}

test(
  'R3 whatever the program and whatever befalls it, we answer as durable-functions does, episode after episode',
  async () => {
    const tally = new Map(mustOccur.map((what) => [what, 0]))
    const met = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1)
    let runs = 0
    const property = fc.asyncProperty(scenario, async (each) => {
      runs++
      await playScenario(each, met)
    })
    await fc.assert(property, amount(examples))
    console.log(
      [inWords(runs), inColumns(tally), 'Known differences (differences.ts):', inColumns(differencesMet)].join('\n'),
    )
    expect(mustOccur.filter((what) => tally.get(what) === 0)).toEqual([])
  },
  timeout,
)

function inColumns(tally: ReadonlyMap<string, number>): string {
  const cells = [...tally].map(([what, times]) => `${String(times).padStart(6)} ${what.padEnd(34)}`)
  const lines = Math.ceil(cells.length / 3)
  return Array.from({ length: lines }, (_, i) =>
    [i, i + lines, i + 2 * lines].map((at) => cells[at] ?? '').join(''),
  ).join('\n')
}
