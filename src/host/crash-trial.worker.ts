import { connect } from '#wire/connect.ts'
import type { PageCalls } from '#wire/host-calls.ts'
import { pageAnswers } from '#wire/parse-host.ts'
import { serve } from '#wire/serve.ts'
import type { StartTrial, TrialCalls } from '#wire/trial-calls.ts'
import { repeat } from './crash-trial.ts'

/** The door of a worker that repeats runs: each in a hub that is made for it and deleted after it. */
self.onmessage = ({ data }: MessageEvent<StartTrial>) => {
  self.onmessage = null
  const { base, port } = data
  const page = connect<PageCalls>(port, pageAnswers)
  const world = {
    base,
    now: () => Date.now(),
    spawn: (ask: PageCalls['spawn']['ask']) => page.call('spawn', ask),
    kill: (ask: PageCalls['kill']['ask']) => page.call('kill', ask),
  }
  serve<TrialCalls>(port, { repeat: ({ run, crash }) => repeat(world, run, crash) })
}
