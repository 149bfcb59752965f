import { useEffect, useMemo, useRef, useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { i18n } from '../i18n/i18n.ts'
import type { HostAccess } from '../session/host-access.ts'
import type { Look, Question, Seen } from './look.ts'
import { endOfBuild, type Moment, momentOf } from './moment.ts'

interface LookWorld {
  readonly hosts: HostAccess
  readonly playground: PlaygroundDb
  readonly projectId: string | null
  /** See {@link Question}. */
  readonly replay: string | undefined
  readonly episodes: readonly Episode[]
  readonly selection: Selection | null
}

interface Answered {
  readonly key: string
  readonly seen?: Seen
  /** Why there is none: for one position, or for every position of a history of that length. */
  readonly failure?: { readonly about: 'position' | 'until'; readonly at: number; readonly message: string }
}

/**
 * Looks at the selected moment of an execution by replaying it. One answer holds for many moments around it, so to scrub
 * asks seldom; while a question is under way, only the last moment looked at is asked about next.
 */
export function useInspection({ hosts, playground, projectId, replay, episodes, selection }: LookWorld): Look {
  const moment = useMemo(() => momentOf(episodes, selection), [episodes, selection])
  const inspect = useMemo(
    () => (projectId === null ? undefined : inspectorWhenAsked(hosts, playground, projectId)),
    [hosts, playground, projectId],
  )
  const [answered, setAnswered] = useState<Answered | null>(null)
  const isAsking = useRef(false)
  const question = useMemo(() => moment && questionOf(moment, episodes, replay), [moment, episodes, replay])
  const key = question ? `${question.instanceId} ${question.executionId} ${question.build} ${replay}` : ''
  const known = answered?.key === key ? answered : null
  const isSeen = moment !== undefined && known?.seen?.covers(moment) === true
  const hasFailed = question !== undefined && isAbout(known?.failure, question)

  useEffect(() => {
    if (!moment || !question || inspect === undefined || isSeen || hasFailed || isAsking.current) return
    isAsking.current = true
    const { position, until } = question
    inspect(question)
      .then((seen): Answered => {
        if (seen.covers(moment)) return { key, seen }
        return { key, seen, failure: { about: 'position', at: position, message: tooMuch() } }
      })
      // Code that loops or does not load does so wherever one looks.
      .catch((error: unknown): Answered => ({ key, failure: { about: 'until', at: until, message: reasonOf(error) } }))
      .then((answer) => {
        isAsking.current = false
        setAnswered(answer) // and whoever looks at another moment by now asks again
      })
      .catch(() => {})
  }, [moment, question, inspect, isSeen, hasFailed, key, answered])

  return useMemo((): Look => {
    if (moment === undefined || inspect === undefined) return { phase: 'none' }
    if (isSeen && known?.seen !== undefined) return { phase: 'seen', moment, seen: known.seen }
    if (hasFailed && known?.failure !== undefined) return { phase: 'failed', moment, message: known.failure.message }
    return { phase: 'looking', moment }
  }, [moment, inspect, isSeen, hasFailed, known])
}

/** What asks and what understands the answer is fetched with the first question: most visits have none. */
function inspectorWhenAsked(hosts: HostAccess, playground: PlaygroundDb, projectId: string) {
  let inspector: Promise<(question: Question) => Promise<Seen>> | undefined
  return async (question: Question): Promise<Seen> => {
    inspector ??= import('./inspector.ts').then(({ inspectorOf }) => inspectorOf(hosts, playground, projectId))
    inspector.catch(() => (inspector = undefined)) // the next question fetches it again
    return (await inspector)(question)
  }
}

function isAbout(failure: Answered['failure'], question: Question): boolean {
  return failure !== undefined && failure.at === question[failure.about]
}

function questionOf(moment: Moment, episodes: readonly Episode[], replay: string | undefined): Question {
  const { instanceId, executionId, build } = moment.episode
  const { position } = moment
  return { instanceId, executionId, build, position, until: endOfBuild(episodes, moment), replay }
}

function tooMuch(): string {
  return i18n._('The code ran too much at this one event to be shown.')
}
