import { expect, test } from 'vitest'
import { sharedPython } from '#language/python/testing/worker.ts'
import { expectNothingChanged, trial, trialsOf } from './crash-trials.ts'
import { checkWaiting } from './checked-waiting.ts'
import { filesOf } from './sample-app.ts'
import { playStory, pythonStories } from './sample-stories.ts'
import { buildOf } from './whole-app.ts'

// One interpreter for all: a crash loads the app into it anew, which is what a new one would do, without its start.
await sharedPython()

test.each(pythonStories)('D6 $sample: at each step the tree lists what history has not completed', async (story) => {
  expect(await checkWaiting(await playStory(story))).toBeGreaterThan(0)
})

test.each(pythonStories)(
  'X9 a crash at every event of $sample changes nothing',
  { timeout: 120_000 },
  async (story) => {
    await expectNothingChanged(story)
  },
)

test.each(['human-interaction-python', 'human-interaction-python-v1'])(
  'X9 %s: an answer that was there before anybody waited for it is taken, whatever crashes',
  async (sample) => {
    const app = await playStory({ sample, starts: [['POST /api/orders/fine/approve']], raises: [['Approval', true]] })
    const build = await buildOf(await filesOf(sample))
    const [usual] = await trialsOf(app, build)
    if (!usual) throw new Error('no instance')
    const early = usual.run.raised.map((each) => ({ ...each, after: 0 }))
    const { told, partings } = await trial({ ...usual.run, raised: early })
    expect(told.lines.at(-2)).toBe('is Completed: "fine is on its way"')
    expect(partings).toEqual([])
  },
)
