import { checkOrchestrators } from '#compile/determinism/check.ts'
import type { SourceFile } from '#durable/build.ts'

/** Answers each list of files with what is wrong with its orchestrators. */
addEventListener('message', ({ data }: MessageEvent<readonly SourceFile[]>) => {
  checkOrchestrators(data).then((problems) => postMessage(problems), reportError)
})
