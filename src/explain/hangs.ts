import type { Diagnosis } from '#durable/instance.ts'
import type { Problem } from '#durable/problem.ts'
import type { CodeLine } from '#durable/trace.ts'
import type { Explanation } from './explanation.ts'
import type { Known } from './explain.ts'
import { fixesAt, wordFix } from './fixes-at.ts'

/** Causes for which the instance waits for ever, whatever comes, and on Azure too. */
const forEver: ReadonlySet<string> = new Set([
  'unknown-activity',
  'unknown-orchestrator',
  'child-id',
  'child-id-in-use',
  'too-many-actions',
  'retry-timeout',
  'falsy-error',
  'settled-compound',
  'taken-over-compound',
  'stale-waiter',
  'id-drift',
  'skipped-race',
  'event-name-case',
])

/** What replay lets pass: told beside the two columns. */
const passed: ReadonlySet<string> = new Set(['changed-input', 'changed-time', 'swapped-calls'])

const titles: Readonly<Record<string, string>> = {
  'unknown-activity': 'It waits for an activity that does not exist',
  'unknown-orchestrator': 'It waits for an orchestrator that does not exist',
  'child-id': 'It waits for a child that was refused',
  'child-id-in-use': 'It waits for a child that was not begun',
  'too-many-actions': 'It has asked for more than one orchestration may',
  'retry-timeout': 'It waits for a retry that will not come',
  'falsy-error': 'It failed without a word, so nobody noticed',
  'settled-compound': 'It waits for tasks that had ended before',
  'partly-settled-compound': 'It does not see a task that had ended before',
  'taken-over-compound': 'It waits for a task that reports elsewhere',
  'event-name-case': 'It waits for an event of another spelling',
  'stale-waiter': 'An event was swallowed',
  'not-yielded': 'A task was made and not yielded',
  'nothing-to-yield': 'It waits for what is no task',
  'id-drift': 'Host and code count apart',
  'skipped-race': 'Its race was over before it began',
  stuck: 'Nothing under way will move it',
  held: 'Its code did not give its thread back',
}

/** Why the instance will not move although nothing failed: every diagnosis of it. */
export function hangs({ instance, files, problems }: Known): Explanation[] {
  const isOpen = instance.status === 'Running' || instance.status === 'Suspended'
  return (instance.diagnoses ?? [])
    .filter(({ cause }) => !passed.has(cause))
    .map((diagnosis): Explanation => {
      const { file, line, instead } = diagnosis
      const place = file === undefined || line === undefined ? undefined : { file, line }
      const vain = diagnosis.cause === 'stuck' ? inVain(problems, place) : undefined
      const { cause, message } = vain ?? diagnosis
      const told = vain ? { file: vain.file, line: vain.line } : place
      const at = told && (cause === 'falsy-error' ? thrownAt(problems, told) : told)
      return {
        kind: 'hangs',
        cause,
        title: titles[cause] ?? 'It may wait for ever',
        text: message,
        ...(at && { at }),
        ...(isOpen && isForEver(diagnosis) && { isForEver: true }),
        fixes: at && instead ? wordFix(files, at, instead) : fixesAt(problems, cause, at),
      }
    })
}

/** Why it is stuck, when its text tells: in Python what is no task may be yielded, and nobody answers. */
function inVain(problems: readonly Problem[], at: CodeLine | undefined): Problem | undefined {
  return problems.find(
    ({ cause, file, line }) => cause === 'nothing-to-yield' && (!at || (file === at.file && line === at.line)),
  )
}

/** What is no error has no stack: then the place that is told is the yield before. */
function thrownAt(problems: readonly Problem[], told: CodeLine): CodeLine {
  const found = problems.find(
    ({ cause, file, line }) => cause === 'falsy-error' && file === told.file && line >= told.line,
  )
  return found ? { file: found.file, line: found.line } : told
}

function isForEver({ cause }: Diagnosis): boolean {
  return forEver.has(cause)
}
