/** A fault to plant: one exact text of one file, what to put there, and the rule that it breaks. */
export interface Mutant {
  readonly file: string
  readonly text: string
  readonly replacement: string
  /** An id of the RULES.md beside the code, or the folder's name where there are no rules. */
  readonly rule: string
  /** Vitest's filters for the tests of which one must turn red. */
  readonly tests: readonly string[]
}

/** Of a folder: its tests, and its faults as `[rule, file, text, replacement]`. */
function faults(
  folder: string,
  tests: readonly string[],
  list: readonly (readonly [rule: string, file: string, text: string, replacement: string])[],
): Mutant[] {
  return list.map(([rule, file, text, replacement]) => ({ rule, file: `${folder}/${file}`, text, replacement, tests }))
}

const whole = ['src/host', 'src/whole']
const oracle = ['src/replay/first.test.ts', 'src/language/javascript/oracle/oracle.test.ts']

/* oxlint-disable no-template-curly-in-string -- the faults are source text */

/** Grows with the rules. A fault that no test sees is a test that is missing. */
export const mutants: readonly Mutant[] = [
  ...faults('src/replay', oracle, [
    ['R2', 'execution.ts', 'this.eventIsReplayed = i < fresh', 'this.eventIsReplayed = i < 0'],
    ['R2', 'execution.ts', 'this.eventIsReplayed) || current.isPlayed', 'this.eventIsReplayed)'],
    ['R2', 'execution.ts', 'task.isPlayed = isReplayed', 'task.isPlayed = this.eventIsReplayed'],
    ['R2', 'task.ts', 'parent.isPlayed = child.isPlayed', ''],
    [
      'R5',
      'execution.ts',
      '      if (next === undefined) return\n      this.current = next',
      '      if (next === undefined) return\n      this.current = next\n      if (next.hasResult) return this.resume()',
    ],
    ['R6', 'replay.ts', 'if (!first) throw', 'if (!first && history.length > 0) throw'],
    [
      'I1',
      'execution.ts',
      'for (const child of task.children) this.track(child)',
      'for (const child of task.children.toReversed()) this.track(child)',
    ],
    ['I1', 'execution.ts', 'task.id = this.sequenceNumber++', 'task.id = ++this.sequenceNumber'],
    ['I2', 'task.ts', 'owner.track(child)', 'if (child.asked) owner.track(child)'],
    ['I3', 'execution.ts', '    if (!task.isScheduled) {', '    if (task) {'],
    ['I4', 'execution.ts', 'this.openTasks[key] = undefined\n    return task', 'return task'],
    [
      'A1',
      'execution.ts',
      'markScheduled(task)\n      if (!this.continuedAsNew && task.asked) this.asked.push(task.asked)',
      'markScheduled(task)\n      if (!this.continuedAsNew && task.asked) this.asked.unshift(task.asked)',
    ],
    [
      'A2',
      'actions.ts',
      'return { ...asked, input: dialect.encode(asked.input), retry: plainPolicy(asked.retry) }',
      'return { ...asked, input: null, retry: plainPolicy(asked.retry) }',
    ],
    ['A2', 'dialect.ts', 'JSON.stringify(input) === undefined ? null', '!input ? null'],
    ['C1', 'task.ts', '      if (this.hasFailed) return undefined\n', ''],
    [
      'C1',
      'task.ts',
      'value: this.children.map((each) => each.result) }',
      'value: this.children.map((each) => each.result).reverse() }',
    ],
    ['C1', 'task.ts', "return { state: 'failed', value: child.result }", 'return undefined'],
    [
      'C2',
      'task.ts',
      "return this.state === 'running' ? { state: 'completed', value: child }",
      "return this.state === 'running' ? { state: child.state as 'completed', value: child }",
    ],
    ['C2', 'task.ts', "return this.state === 'running' ?", "return this.state !== 'failed' ?"],
    ['C3', 'task.ts', 'if (children.length === 0 && !this.mayBeEmpty) throw new Error(NO_CHILDREN)', ''],
    [
      'C4',
      'task.ts',
      'for (const child of children) child.parent = this',
      'for (const child of children) child.parent ??= this',
    ],
    ['C5', 'execution.ts', 'if (task instanceof CompoundTask) task.children.forEach(markScheduled)', ''],
    ['C6', 'task.ts', '|| !this.children.every(isCompleted)) return', ') return'],
    ['C6', 'task.ts', 'this.children = children\n', 'this.children = [...children]\n'],
    ['T1', 'execution.ts', 'if (!(at > this.utcNow)) return', ''],
    ['T2', 'timer-tasks.ts', "if (task.hasResult) throw new Error('Cannot cancel a completed task.')", ''],
    ['T2', 'timer-tasks.ts', 'timer.isCanceled = true', ''],
    ['T3', 'timer-tasks.ts', 'owner.utcNow > owner.longTimer.maximum', 'owner.utcNow >= owner.longTimer.maximum'],
    [
      'T3',
      'timer-tasks.ts',
      'if (this.timer.fireAt > owner.utcNow) this.adopt',
      'if (this.timer.fireAt >= owner.utcNow) this.adopt',
    ],
    ['T5', 'execution.ts', 'this.utcDate ??= new Date(this.utc)', 'this.utcDate = new Date(this.utc)'],
    [
      'Y1',
      'retry-task.ts',
      'if (this.attempts > this.policy.maxNumberOfAttempts)',
      'if (this.attempts >= this.policy.maxNumberOfAttempts)',
    ],
    ['Y1', 'retry-task.ts', 'this.lastError = attempt.result', 'this.lastError ??= attempt.result'],
    [
      'Y2',
      'retry-task.ts',
      '    this.adopt(new Task(undefined), owner)\n    // Only now',
      '    this.waitsForTimer = true\n    this.adopt(new Task(undefined), owner)\n    // Only now',
    ],
    ['E1', 'execution.ts', 'const last = waiters?.pop()', 'const last = waiters?.shift()'],
    ['E1', 'execution.ts', 'this.nameKey(event.name) : ', 'this.nameKey(event.name.toLowerCase()) : '],
    ['E2', 'execution.ts', "=== 'all' ? queue?.shift()", "=== 'all' ? queue?.pop()"],
    ['E2', 'execution.ts', 'if (this.early.size > 0) this.takeEarly(task.id)', ''],
    [
      'E2',
      'execution.ts',
      "if (queue && this.options.dialect.early === 'all') queue.push(early)",
      "if (queue && this.options.dialect.early === 'last') queue.push(early)",
    ],
    ['E3', 'execution.ts', '/^(?:0|[1-9]\\d{0,8})$/', '/^(?:[1-9]\\d{0,8})$/'],
    [
      'E3',
      'execution.ts',
      'this.openEvents.get(key)\n    if (waiters) waiters',
      'this.openEvents.get(name)\n    if (waiters) waiters',
    ],
    [
      'E4',
      'execution.ts',
      "    } else if (task.asked?.type === 'WaitForExternalEvent') {",
      "    } else if (task.asked?.type === 'WaitForExternalEvent' && !this.openEvents.get(task.id)?.includes(task)) {",
    ],
    ['N1', 'execution.ts', 'return this.returned || this.continuedAsNew ||', 'return this.returned ||'],
    [
      'N1',
      'execution.ts',
      "if (!this.continuedAsNew) this.asked.push({ type: 'ContinueAsNew', input })",
      "this.asked.push({ type: 'ContinueAsNew', input })",
    ],
    [
      'N2',
      'execution.ts',
      'markScheduled(task)\n      if (!this.continuedAsNew && task.asked)',
      'markScheduled(task)\n      if (task.asked)',
    ],
    ['F1', 'dialect.ts', '`${reason} \\n ${details}`', '`${reason}\\n${details}`'],
    [
      'F1',
      'execution.ts',
      '? throwInto(this.coroutine, current.result)',
      '? resumeWith(this.coroutine, current.result)',
    ],
    [
      'F4',
      'coroutine.ts',
      'if (value instanceof Task) return value',
      "if (typeof value === 'object' && value !== null) return value as Task",
    ],
    ['F4', 'coroutine.ts', '`this.generator.${name} is not a function`', '`${name} is not a function`'],
    ['S2', 'actions.ts', 'return status ?', 'return status !== undefined ?'],
    ['G1', 'guid.ts', '.subarray(0, 16)', '.subarray(4, 20)'],
  ]),
  ...faults(
    'src/durable',
    ['src/durable'],
    [
      ['durable', 'retry.ts', '** (attempt - 1)', '** attempt'],
      ['durable', 'retry.ts', 'if (elapsed >= (', 'if (elapsed > ('],
      ['durable', 'retry.ts', 'return Math.min(backoff,', 'return Math.max(backoff,'],
      ['durable', 'retry.ts', '?? SIX_DAYS', '?? Infinity'],
      ['durable', 'status-json.ts', '.toISOString().slice(0, 19)}Z`', '.toISOString()}`'],
      ['durable', 'status-json.ts', 'view.showInput ? shownJson(instance.input) : null', 'shownJson(instance.input)'],
      [
        'durable',
        'status-json.ts',
        'customStatus: shownJson(instance.customStatus)',
        'customStatus: instance.customStatus',
      ],
      ['durable', 'status-json.ts', "instance.status === 'Failed' && view.return", 'view.return'],
      [
        'durable',
        'status-json.ts',
        "'Pending', 'Running', 'ContinuedAsNew', 'Suspended'",
        "'Pending', 'Running', 'ContinuedAsNew'",
      ],
      ['durable', 'status-json.ts', 'query.get(name)?.toLowerCase()', 'query.get(name)'],
      ['durable', 'history-json.ts', 'ended.has(event.id)) return []', 'ended.has(event.id)) return [{}]'],
      ['durable', 'history-json.ts', 'ScheduledTime: iso(origin.at)', 'ScheduledTime: iso(event.at)'],
      [
        'durable',
        'history-json.ts',
        'showHistoryOutput ? { Result: shownJson(text) } : {}',
        '{ Result: shownJson(text) }',
      ],
      ['durable', 'wire-json/action-json.ts', "input?.startsWith('\"')", "input?.startsWith('{')"],
      ['durable', 'wire-json/action-json.ts', 'isCanceled: action.isCanceled', 'isCanceled: false'],
      [
        'durable',
        'wire-json/trigger-json.ts',
        'eventJson(event, i < fresh, time)',
        'eventJson(event, i <= fresh, time)',
      ],
      ['durable', 'wire-json/state-json.ts', 'message.slice(at + FAILURE_LABEL.length)', 'message.slice(at)'],
      [
        'durable',
        'resolve-module.ts',
        "if (part === '..' && parts.pop() === undefined) return undefined",
        "if (part === '..') parts.pop()",
      ],
      ['durable', 'time-span.ts', 'Number(days ?? 0) * 24', 'Number(days ?? 0) * 12'],
    ],
  ),
  ...faults('src/host', whole, [
    [
      'W',
      'action-walk.ts',
      'if (attempt < action.retry.maxNumberOfAttempts)',
      'if (attempt <= action.retry.maxNumberOfAttempts)',
    ],
    ['W', 'action-walk.ts', 'if (--missing === 0) resolved()', 'if (--missing === 1) resolved()'],
    [
      'W',
      'action-walk.ts',
      'if (action.isCanceled) this.createCancelled(',
      'if (!action.isCanceled) this.createCancelled(',
    ],
    [
      'D',
      'determinism.ts',
      'past.name.toLowerCase() !== now.name.toLowerCase()',
      'past.name.toLowerCase() === now.name.toLowerCase()',
    ],
    [
      'O',
      'orchestration.ts',
      'for (const event of this.history) this.walk.deliver(event)',
      'for (const event of this.history.slice(2)) this.walk.deliver(event)',
    ],
    ['W8', 'external-events.ts', 'this.waiters.get(name)?.pop()', 'this.waiters.get(name)?.shift()'],
    [
      'W9',
      'action-walk.ts',
      'if (this.nextInput) this.carriedOver.push(event)',
      'if (!this.nextInput) this.carriedOver.push(event)',
    ],
    ['O5', 'instance-actor.ts', '?? current) === current', '?? current) !== null'],
    ['S1', 'action-walk.ts', 'else if (this.isSuspended) this.held.push(event)', ''],
    ['S2', 'scheduled-work.ts', 'move(this.unconfirmed, this.shelved)', ''],
    ['A3', 'activities.ts', 'failed:  ${', 'failed: ${'],
    ['E7', 'entity-turn.ts', 'queue.findIndex(({ message }) => senderOf(message) === lockedBy)', '0'],
    ['E8', 'entities.ts', 'isGone ? { entitiesGone: [id] }', 'isGone ? { entities: [] }'],
    ['M6', 'rewind.ts', 'return failed.has(event.id)\n', 'return false\n'],
    ['M9', 'http/paging.ts', 'encodeURIComponent(keyOf(last))', "''"],
    ['G10', 'diagnoses.ts', 'findings.isStuck && waits', 'findings.isStuck'],
    ['host', 'episode-commit.ts', 'historyLength: instance.historyLength + newEvents', 'historyLength: newEvents'],
    [
      'host',
      'activities.ts',
      'error instanceof WorkerStoppedError && !error.isToBlame',
      'error instanceof WorkerStoppedError',
    ],
    [
      'host',
      'hub-clock.ts',
      'this.latest = Math.max(this.latest, hubTime(this.state, this.real.now()))',
      'this.latest = hubTime(this.state, this.real.now())',
    ],
    ['host', 'hub-clock.ts', 'if (at <= this.now()) return', ''],
    ['host', 'hub-clock.ts', '{ mode, offset, pausedAt: now }', '{ mode, offset }'],
    ['host', 'timers.ts', '.filter((timer) => timer.fireAt <= now)', ''],
    ['host', 'timers.ts', '.toSorted((a, b) => a.fireAt - b.fireAt)', ''],
    ['host', 'timers.ts', '(executionId ?? timer.executionId) === timer.executionId', 'true'],
  ]),
]
