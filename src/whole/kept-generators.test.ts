import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withRealDurableFunctions } from '#language/javascript/testing/real-durable-functions.ts'
import { type Program, programs } from './programs.ts'
import { story } from './story.ts'

/** The program with our own setting: its code is kept where it stands between episodes, or run from its first line. */
function keeping(program: Program, keep: boolean): Program {
  const values = { Values: { DURABLE_PLAYGROUND_KEEP_GENERATORS: `${keep}` } }
  return { ...program, files: { ...program.files, 'local.settings.json': JSON.stringify(values) } }
}

test.each(Object.entries(programs))('code that is kept writes the same history: %s', async (_name, program) => {
  const replayed = await story(keeping(program, false))
  expect(await story(keeping(program, true))).toEqual(replayed)
})

/** Steps of which any order makes a program. None leaves anything open behind. */
const steps = [
  `seen.push(yield context.df.callActivity('Hello', seen.length))`,
  `seen.push(yield hello('x'))`,
  `try { yield context.df.callActivity('Fails', 1) } catch (e) { seen.push(e.message.split('\\n')[0]) }`,
  `seen.push(yield context.df.callActivityWithRetry('Flaky', new df.RetryOptions(1000, 4), context.df.instanceId))`,
  `try { yield context.df.callActivityWithRetry('Fails', new df.RetryOptions(1000, 2), 2) } catch { seen.push('gave up') }`,
  `yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 8 * 86400000))`,
  `seen.push(yield context.df.callSubOrchestrator('Child', seen.length))`,
  `try { yield context.df.callSubOrchestrator('Child', 'bad') } catch (e) { seen.push(e.message.split('\\n')[0]) }`,
  `context.df.signalEntity(new df.EntityId('Counter', context.df.instanceId), 'add', 1)`,
  `seen.push(yield context.df.callEntity(new df.EntityId('Counter', context.df.instanceId), 'get'))`,
  `{
    const lock = yield context.df.lock(new df.EntityId('Counter', context.df.instanceId))
    yield context.df.callEntity(lock.ownedLocks[0], 'add', 2)
    lock.release()
  }`,
  `{
    const due = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 3600000))
    const call = context.df.callActivity('Hello', 'race')
    seen.push((yield context.df.Task.any([call, due])) === call)
    due.cancel()
  }`,
  `seen.push(yield context.df.Task.all([context.df.callActivity('Hello', 'a'), context.df.callSubOrchestrator('Child', 2)]))`,
  `context.df.setCustomStatus({ seen: seen.length })`,
]

test(
  'a program put together at random has one history: replayed, kept, and by the real package',
  { timeout: 60_000 },
  async () => {
    const any = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(any, async (chosen) => {
        const code = ['const seen = []', ...chosen, 'return seen'].join('\n')
        const replayed = await story(keeping({ code }, false))
        expect(await story(keeping({ code }, true))).toEqual(replayed)
        expect(await withRealDurableFunctions(() => story(keeping({ code }, false)))).toEqual(replayed)
      }),
      { numRuns: 6 },
    )
  },
)
