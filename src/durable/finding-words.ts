import type { Finding, FindingCause } from './finding.ts'

type Words = Readonly<Record<FindingCause, { readonly why: string; readonly cure: string }>>

/** What is wrong with each, as the end of a sentence that the call begins, and what to write instead. */
const javascript: Words = {
  clock: {
    why: 'tells another time in every replay',
    cure: 'Use context.df.currentUtcDateTime, which history keeps.',
  },
  random: {
    why: 'gives another value in every replay',
    cure: 'Draw it in an activity: history keeps its result. Where an id will do, use context.df.newGuid.',
  },
  uuid: {
    why: 'gives another id in every replay',
    cure: 'Use context.df.newGuid(context.df.instanceId), which gives the same ids in every replay.',
  },
  timer: {
    why: 'is no durable timer: what it calls back runs outside of the orchestration, or never',
    cure: 'Yield context.df.createTimer(…).',
  },
  network: {
    why: 'goes out again in every replay, and its answer is not kept',
    cure: 'Yield context.df.callHttp(…), or do it in an activity.',
  },
  io: {
    why: 'reaches outside of the orchestration again in every replay, and may find something else there',
    cure: 'Do it in an activity: history keeps its result.',
  },
  environment: {
    why: 'may say something else when the orchestration is replayed after a deployment',
    cure: 'Read it in an activity, or in the function that starts the orchestration, and pass it as input.',
  },
  async: {
    why: 'waits for what no history keeps: an orchestrator may only yield durable tasks',
    cure: 'Make it a function* that yields tasks of context.df, and do other waiting in activities.',
  },
  state: {
    why: 'is a variable of the module, which functions change: it outlives a replay, is shared by all instances and is lost with the worker',
    cure: 'Keep it in a local variable, in the input or in an entity.',
  },
}

const python: Words = {
  ...javascript,
  clock: { ...javascript.clock, cure: 'Use context.current_utc_datetime, which history keeps.' },
  random: { ...javascript.random, cure: 'Draw it in an activity: history keeps its result.' },
  uuid: { ...javascript.uuid, cure: 'Use context.new_guid(), which gives the same ids in every replay.' },
  timer: {
    why: 'holds up the whole worker, and again in every replay',
    cure: 'Yield context.create_timer(…).',
  },
  network: { ...javascript.network, cure: 'Yield context.call_http(…), or do it in an activity.' },
  async: {
    ...javascript.async,
    cure: 'Write a def that yields tasks of the context, and do other waiting in activities.',
  },
}

/** Why it does not belong into an orchestrator, and what to write instead: two sentences. */
export function findingWords({ cause, call, at }: Finding): { readonly why: string; readonly cure: string } {
  const { why, cure } = (at?.file.endsWith('.py') ? python : javascript)[cause]
  return { why: `${call} ${why}.`, cure }
}
