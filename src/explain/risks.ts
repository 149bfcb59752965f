import { findingWords } from '#durable/finding-words.ts'
import type { Explanation } from './explanation.ts'
import type { Known } from './explain.ts'
import { fixesAt } from './fixes-at.ts'

/** What the code was seen to use that no replay can rely on, and that nothing before has been blamed on. */
export function risks({ instance, problems }: Known, told: readonly Explanation[]): Explanation[] {
  return (instance.findings ?? [])
    .filter(
      ({ cause, at }) =>
        !told.some((each) => each.cause === cause && each.at?.file === at?.file && each.at?.line === at?.line),
    )
    .map((finding): Explanation => {
      const { cause, call, at } = finding
      const { why, cure } = findingWords(finding)
      return {
        kind: 'at risk',
        cause,
        title: `${call} is not the same in every replay`,
        text: why,
        cure,
        ...(at && { at }),
        fixes: fixesAt(problems, cause, at),
      }
    })
}
