import type { Awaited, CodeLine } from '#durable/trace.ts'

/** What diagnoses say, and how the language that the code is written in spells what they speak of. */
export interface DiagnosisWords {
  /** Who plays the code's side of replay. */
  readonly sdk: string
  /** Tasks that are made of others: all of them, one of them, and how code asks for the first. */
  readonly all: string
  readonly any: string
  readonly callAll: string
  readonly event: string
  /** The time that is the same in every replay, and the one that is not. */
  readonly now: string
  readonly clock: string
  /** Why host and code have counted apart. */
  readonly drifted: string
}

const javascript: DiagnosisWords = {
  sdk: 'durable-functions',
  all: 'Task.all',
  any: 'Task.any',
  callAll: 'context.df.Task.all',
  event: 'waitForExternalEvent',
  now: 'context.df.currentUtcDateTime',
  clock: 'Date.now()',
  drifted:
    'A new Task.all or Task.any asks again for all tasks in it, also for those asked for before: the host schedules them once more and its numbering runs ahead of the code’s, so later answers may reach the wrong task or none. On Azure too (azure-functions-durable-js issue 574). Race only new tasks, or make new ones for each race.',
}

const python: DiagnosisWords = {
  sdk: 'azure-functions-durable',
  all: 'task_all',
  any: 'task_any',
  callAll: 'context.task_all',
  event: 'wait_for_external_event',
  now: 'context.current_utc_datetime',
  clock: 'datetime.now()',
  drifted:
    'The host has numbered more tasks than the code, so later answers may reach the wrong task or none: on Azure too. Yield each task once, and make new ones for each race.',
}

/** The words for code of that file. */
export function wordsFor(at: CodeLine | undefined): DiagnosisWords {
  return at?.file.endsWith('.py') ? python : javascript
}

export function trapInWords(trap: NonNullable<Awaited['trap']>, { sdk, all, any }: DiagnosisWords): string {
  switch (trap) {
    case 'settled':
      return `This ${all} or ${any} was built from tasks that had all ended already. ${sdk} never completes it, so the instance stays Running for ever: on Azure too. Build it before its tasks are yielded, or read the \`result\` of the tasks instead.`
    case 'partly settled':
      return `This ${any} holds a task that had ended before. ${sdk} does not look at it and waits for one of the others: on Azure too. Look at \`isCompleted\` of the tasks before racing them again, and race only those that are open.`
    case 'taken over':
      return `A task that is waited for here was put into another ${all} or ${any} since, and a task reports to the one built last: this one will not hear of it, on Azure too. Put each task into one compound.`
  }
}

export const FALSY_ERROR =
  'The orchestrator threw something without a message (a string, null, or an Error with an empty message). ' +
  'The Durable extension takes that for no failure, so the instance stays Running for ever: on Azure too. Throw an Error with a message.'

/** Only Python's SDK does this. */
export const SKIPPED =
  'An external event that had come before ended this race at once. azure-functions-durable then asks nobody for the other tasks of it, a timer for one, and numbers them all the same: the host numbers all that follows differently, and what the code waits for now is never answered. On Azure too. ' +
  'Yield the race together with what comes before it, `yield context.task_all([activity, race])`, so that its tasks are asked for whenever the event comes.'

export const STUCK =
  'Everything that the orchestrator asked for has been answered, and its code still waits: nothing under way will move it.'
