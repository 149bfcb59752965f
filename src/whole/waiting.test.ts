import { expect, test } from 'vitest'
import { checkWaiting } from './checked-waiting.ts'
import { playStory, stories } from './sample-stories.ts'

test.each(stories)(
  'D6 $sample: at each step the tree lists what history has not completed, and nothing else',
  async (story) => {
    expect(await checkWaiting(await playStory(story))).toBeGreaterThan(0)
  },
)
