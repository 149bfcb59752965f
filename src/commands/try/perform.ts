import { setTimeout as sleep } from 'node:timers/promises'
import { isFinal, type RuntimeStatus } from '#durable/instance.ts'
import type { Step, Try } from './arguments.ts'
import { endsWait, followedBy, statusIn, type Followed } from './check-status.ts'
import { fillPlaceholders } from './placeholders.ts'

export interface Request {
  readonly method: string
  readonly url: string
  readonly body: string | null
}

export interface Answer {
  readonly status: number
  readonly body: Buffer
}

/** Where requests go and answers are shown. */
export interface Door {
  /** Sends one request; throws when it cannot be sent, when no function has that route, or when `limitMs` is over. */
  send(request: Request, limitMs: number): Promise<Answer>
  /** Shows a body, with a line end after it. */
  print(body: Buffer): void
}

/** `as hoped`: the instance completed, or without one every answer was a 2xx. */
export type Outcome = 'as hoped' | 'otherwise'

/** It took longer than the person would wait. */
export class TimeOutError extends Error {
  override readonly name = 'TimeOutError'
}

/** What was waited for cannot come any more. */
class WaitError extends Error {
  override readonly name = 'WaitError'
}

const POLL_MS = 100

/**
 * Does the steps in order and prints each answer. When one of them was a check-status payload, the last such instance
 * is followed to its end and its status is printed last, in place of the payload where that was the last answer.
 */
export async function perform({ steps, limitMs }: Pick<Try, 'steps' | 'limitMs'>, door: Door): Promise<Outcome> {
  const answers: Answer[] = []
  try {
    for (const step of steps) {
      const answer = await performStep(step, answers, limitMs, door)
      if (!answer) continue
      const before = answers.at(-1)
      if (before) door.print(before.body)
      answers.push(answer)
    }
  } catch (error) {
    printLast(answers, door)
    throw error
  }
  return conclude(answers, limitMs, door)
}

async function conclude(answers: readonly Answer[], limitMs: number, door: Door): Promise<Outcome> {
  const followed = lastFollowed(answers)
  if (!followed) {
    printLast(answers, door)
    return outcomeOf(answers)
  }
  if (!followedBy(textOf(answers.at(-1)))) printLast(answers, door)
  const end = await follow(followed, isFinal, limitMs, door)
  if (end === 'gone') return outcomeOf(answers)
  door.print(end.body)
  return end.status === 'Completed' ? 'as hoped' : 'otherwise'
}

function outcomeOf(answers: readonly Answer[]): Outcome {
  return answers.every(({ status }) => status >= 200 && status < 300) ? 'as hoped' : 'otherwise'
}

async function performStep(
  step: Step,
  answers: readonly Answer[],
  limitMs: number,
  door: Door,
): Promise<Answer | null> {
  switch (step.type) {
    case 'wait':
      await sleep(step.ms)
      return null
    case 'wait for status':
      await waitForStatus(step.status, answers, limitMs, door)
      return null
    case 'request': {
      const bodies = answers.map(textOf)
      const url = fillPlaceholders(step.target, bodies)
      const body = step.body === null ? null : fillPlaceholders(step.body, bodies)
      return door.send({ method: step.method, url, body }, limitMs)
    }
  }
}

/** An instance that ends does not fail the wait unless it was to be suspended: how it ended is the outcome. */
async function waitForStatus(
  wanted: RuntimeStatus,
  answers: readonly Answer[],
  limitMs: number,
  door: Door,
): Promise<void> {
  const followed = lastFollowed(answers)
  if (!followed) throw new WaitError(`WAIT ${wanted}: no answer so far names an instance to wait for.`)
  const end = await follow(followed, (current) => endsWait(current, wanted), limitMs, door)
  if (end === 'gone') throw new WaitError(`WAIT ${wanted}: there is no instance ${followed.id} any more.`)
  if (wanted === 'Suspended' && end.status !== wanted)
    throw new WaitError(`WAIT ${wanted}: instance ${followed.id} has ended as ${end.status}.`)
}

/** Asks for the status until it is enough; `gone` when a request has purged the instance. */
async function follow(
  { id, statusUrl }: Followed,
  isEnough: (status: RuntimeStatus) => boolean,
  limitMs: number,
  door: Door,
): Promise<{ readonly status: RuntimeStatus; readonly body: Buffer } | 'gone'> {
  const deadline = performance.now() + limitMs
  for (;;) {
    const answer = await door.send({ method: 'GET', url: statusUrl, body: null }, limitMs)
    if (answer.status === 404) return 'gone'
    const status = statusIn(textOf(answer))
    if (status === null) throw new WaitError(`The status of instance ${id} was asked; the answer was ${shown(answer)}`)
    if (isEnough(status)) return { status, body: answer.body }
    if (performance.now() > deadline)
      throw new TimeOutError(`Instance ${id} is still ${status} after ${limitMs / 1000} s.`)
    await sleep(POLL_MS)
  }
}

function lastFollowed(answers: readonly Answer[]): Followed | null {
  return answers.map((answer) => followedBy(textOf(answer))).findLast((followed) => followed !== null) ?? null
}

function printLast(answers: readonly Answer[], door: Door): void {
  const last = answers.at(-1)
  if (last) door.print(last.body)
}

function textOf(answer: Answer | undefined): string {
  return answer?.body.toString('utf8') ?? ''
}

function shown(answer: Answer): string {
  return `${answer.status} ${textOf(answer).slice(0, 500)}`
}
