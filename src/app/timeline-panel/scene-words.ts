import { durationText } from '#timeline/duration.ts'
import type { SceneWords } from '#timeline/paint/scene.ts'
import { i18n } from '../i18n/i18n.ts'
import { commandInWords, summaryOf } from './describe-span.ts'

/** What is written on the picture beside the bars. `generation`: the how-manieth execution it is, from 0; -1 for unknown. */
export function sceneWords(generation = -1): SceneWords {
  return {
    command(span) {
      if (span.name === 'continueAsNew' && generation >= 0)
        return i18n._('Continued as new: generation {number, number}', { number: generation + 2 })
      const reason = span.name === 'continueAsNew' ? '' : summaryOf(span.input, 40)
      return reason === '' ? commandInWords(span.name) : `${commandInWords(span.name)}: ${reason}`
    },
    join: (kind, done, of) =>
      kind === 'all' ? i18n._('all [{done}/{of}]', { done, of }) : i18n._('any [{done}/{of}]', { done, of }),
    pageStart: i18n._('generation {number, number}', { number: generation + 1 }),
    crash: i18n._('crash'),
    parting: i18n._('your code parts here'),
    fold: durationText,
    slowest: i18n._('slowest'),
  }
}
