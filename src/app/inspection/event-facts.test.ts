import { expect, test } from 'vitest'
import { history } from '#timeline/drawing.ts'
import { eventFacts } from './event-facts.ts'

const drawn = history`
  Tokyo    [---]
  Paris    [--x
  ~        [----]
  !Go        !
`
const at = (type: string) => drawn.findIndex((event) => event.type === type)

test('what was asked and what came of it are told together, at both events', () => {
  const whole = {
    name: 'Tokyo',
    facts: [
      { name: 'Input', text: '0' },
      { name: 'Result', text: '"Tokyo done"' },
    ],
  }
  expect(eventFacts(drawn, at('TaskScheduled'))).toEqual({ type: 'TaskScheduled', ...whole })
  expect(eventFacts(drawn, at('TaskCompleted'))).toEqual({ type: 'TaskCompleted', ...whole })
})

test('a failure says why, a timer when it is due, an external event what it brought', () => {
  expect(eventFacts(drawn, at('TaskFailed'))?.facts).toContainEqual({ name: 'Failed', text: 'drawn so' })
  const [due] = eventFacts(drawn, at('TimerFired'))?.facts ?? []
  expect(due?.name).toBe('Due')
  expect(eventFacts(drawn, at('EventRaised'))).toEqual({ type: 'EventRaised', name: 'Go', facts: [] })
})

test('there is no event before the first or after the last', () => {
  expect(eventFacts(drawn, -1)).toBeUndefined()
  expect(eventFacts(drawn, drawn.length)).toBeUndefined()
})
