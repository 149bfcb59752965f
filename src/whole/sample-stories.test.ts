import { expect, test } from 'vitest'
import { samples } from '#samples/samples.ts'
import { pythonStories, stories } from './sample-stories.ts'

test.each(samples)('$id: there is a story of it if, and only if, it has an orchestrator', async (sample) => {
  const orchestrator = /df\.app\.orchestration\(|orchestration_trigger|"orchestrationTrigger"/
  const isOrchestrated = (await sample.load()).some(({ text }) => orchestrator.test(text))
  expect([...stories, ...pythonStories].some((story) => story.sample === sample.id)).toBe(isOrchestrated)
})
