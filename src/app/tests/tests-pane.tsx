import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  Play,
  Square,
} from 'lucide-react'
import type { UnitTest } from '#durable/unit-test.ts'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { duration } from '../payload/format.ts'
import { saidParts } from './said-parts.ts'
import type { TestState } from './test-run.ts'
import styles from './tests-pane.module.css'
import { type TestsWorld, useTests } from './use-tests.ts'

interface TestsPaneProps extends TestsWorld {
  readonly onOpenLine: (file: string, line: number) => void
}

/** The project's tests in Python: run all, or one; what failed, where, and what it printed. */
export function TestsPane({ onOpenLine, ...world }: TestsPaneProps) {
  const { tests, states, phase, failure, isStale, run, stop } = useTests(world)
  if (tests.length === 0 && phase === 'idle' && failure === null) return <NoTests />
  const isBusy = phase !== 'idle'
  return (
    <div className={styles['pane']}>
      <div className={styles['bar']}>
        {isBusy ? (
          <Button size="small" onPress={stop}>
            <Square aria-hidden size={12} />
            {i18n._('Stop the tests')}
          </Button>
        ) : (
          <Button size="small" variant="accent" onPress={() => run(null)}>
            <Play aria-hidden size={12} />
            {i18n._('Run all tests')}
          </Button>
        )}
        <p role="status" className={styles['summary']}>
          {summaryOf(phase, tests, states, isStale)}
        </p>
      </div>
      {failure !== null && <pre className={styles['failure']}>{failure}</pre>}
      <ul className={styles['files']} aria-label={i18n._('Tests')}>
        {byFile(tests).map(([file, own]) => (
          <li key={file}>
            <h2 className={styles['file']}>{file}</h2>
            <ul className={styles['tests']}>
              {own.map((test) => (
                <TestRow
                  key={test.id}
                  test={test}
                  state={states.get(test.id) ?? notRun}
                  onRun={isBusy ? null : () => run(test.id)}
                  onOpenLine={onOpenLine}
                />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}

const notRun: TestState = { phase: 'not run' }

interface TestRowProps {
  readonly test: UnitTest
  readonly state: TestState
  /** `null` while others run. */
  readonly onRun: (() => void) | null
  readonly onOpenLine: (file: string, line: number) => void
}

function TestRow({ test, state, onRun, onOpenLine }: TestRowProps) {
  const { icon: Icon, look, label } = iconOf(state)
  const name = test.id.split('::').slice(1).join('.') || i18n._('This file does not load')
  return (
    <li className={styles['test']} data-look={look}>
      <div className={styles['row']}>
        <Icon role="img" aria-label={label} className={styles['icon']} size={14} strokeWidth={1.75} />
        <button type="button" className={styles['name']} onClick={() => onOpenLine(test.at.file, test.at.line)}>
          {name}
        </button>
        {state.phase === 'done' && state.outcome.seconds > 0 && (
          <span className={styles['time']}>{taken(state.outcome.seconds)}</span>
        )}
        <IconButton
          label={i18n._('Run {name}', { name })}
          icon={Play}
          size="small"
          isDisabled={onRun === null}
          onPress={() => onRun?.()}
        />
      </div>
      {state.phase === 'done' && <Told state={state} onOpenLine={onOpenLine} />}
    </li>
  )
}

type ToldProps = Pick<TestRowProps, 'onOpenLine'> & { readonly state: Extract<TestState, { phase: 'done' }> }

/** What went wrong, with every line of one's own a step away; and what it printed. User code wrote it: text only. */
function Told({ state: { outcome }, onOpenLine }: ToldProps) {
  const { said, at, output, outcome: how } = outcome
  return (
    <>
      {at !== undefined && (
        <button type="button" className={styles['place']} onClick={() => onOpenLine(at.file, at.line)}>
          {at.file}:{at.line}
        </button>
      )}
      {said !== '' && (
        <pre className={styles['said']} data-how={how}>
          {saidParts(said).map(({ text, kind, place }, i) =>
            place === undefined ? (
              <span key={i} data-kind={kind}>
                {text}
              </span>
            ) : (
              <button key={i} type="button" onClick={() => onOpenLine(place.file, place.line)}>
                {text}
              </button>
            ),
          )}
        </pre>
      )}
      {output.length > 0 && (
        <details className={styles['output']} open={how === 'failed' || how === 'error'}>
          <summary>
            {i18n._('{count, plural, one {# line printed} other {# lines printed}}', { count: output.length })}
          </summary>
          <pre>{output.join('\n')}</pre>
        </details>
      )}
    </>
  )
}

function NoTests() {
  return (
    <div className={styles['empty']}>
      <p>{i18n._('This project has no tests yet. Add a file named test_….py, for example tests/test_function.py:')}</p>
      <pre className={styles['example']}>{EXAMPLE}</pre>
    </div>
  )
}

const EXAMPLE = `import unittest
import azure.functions as func
from function_app import my_function

class TestMyFunction(unittest.TestCase):
    def test_greets(self):
        req = func.HttpRequest(method='GET', body=None, url='/api/my_function', params={'name': 'Ada'})
        resp = my_function.build().get_user_function()(req)
        self.assertEqual(resp.get_body(), b'Hello, Ada.')
`

function byFile(tests: readonly UnitTest[]): [file: string, tests: UnitTest[]][] {
  const files = new Map<string, UnitTest[]>()
  for (const test of tests) files.set(fileOf(test), [...(files.get(fileOf(test)) ?? []), test])
  return [...files]
}

function fileOf({ id }: UnitTest): string {
  return id.split('::')[0] ?? id
}

function iconOf(state: TestState): { icon: LucideIcon; look: string; label: string } {
  if (state.phase === 'running') return { icon: LoaderCircle, look: 'running', label: i18n._('Running') }
  if (state.phase !== 'done')
    return {
      icon: CircleDashed,
      look: 'waiting',
      label: state.phase === 'waiting' ? i18n._('Waiting') : i18n._('Not run'),
    }
  switch (state.outcome.outcome) {
    case 'passed':
      return { icon: CircleCheck, look: 'passed', label: i18n._('Passed') }
    case 'failed':
      return { icon: CircleX, look: 'failed', label: i18n._('Failed') }
    case 'error':
      return { icon: CircleX, look: 'failed', label: i18n._('Error') }
    case 'skipped':
      return { icon: CircleMinus, look: 'skipped', label: i18n._('Skipped') }
  }
}

function taken(seconds: number): string {
  return seconds < 0.001 ? i18n._('less than 1 ms') : duration(seconds * 1000)
}

/** `3 passed, 1 failed in 12 ms`. */
function summaryOf(
  phase: 'idle' | 'finding' | 'running',
  tests: readonly UnitTest[],
  states: ReadonlyMap<string, TestState>,
  isStale: boolean,
): string {
  if (phase === 'finding') return i18n._('Loading the tests…')
  const outcomes = tests.flatMap(({ id }) => {
    const state = states.get(id)
    return state?.phase === 'done' ? [state.outcome] : []
  })
  if (outcomes.length === 0) return i18n._('{count, plural, one {# test} other {# tests}}', { count: tests.length })
  const counted = (how: string) => outcomes.filter(({ outcome }) => outcome === how).length
  const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0)
  const words = [
    [counted('passed'), i18n._('passed')] as const,
    [counted('failed'), i18n._('failed')] as const,
    [counted('error'), i18n._('with an error')] as const,
    [counted('skipped'), i18n._('skipped')] as const,
  ].flatMap(([count, word]) => (count > 0 ? [`${i18n.number(count)} ${word}`] : []))
  const told = i18n._('{outcomes} in {time}', { outcomes: words.join(', '), time: taken(seconds) })
  return isStale && phase === 'idle' ? i18n._('{told}. The code has changed since.', { told }) : told
}
