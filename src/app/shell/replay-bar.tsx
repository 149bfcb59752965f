import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { SourceFile } from '#durable/build.ts'
import { partingInWords } from '#explain/replay-check.ts'
import { buildOf } from '#project/builds.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { type OpenedReplay, openedReplay, type ReplayVerdict, verdictOn } from '#storage/replays.ts'
import { openReplay } from '../check/open-as-run.ts'
import { Button } from '../controls/button.tsx'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { i18n } from '../i18n/i18n.ts'
import type { HostAccess } from '../session/host-access.ts'
import { lookAt } from './address-bar.ts'
import { Bar } from './bar.tsx'
import type { Followed } from './follow.ts'
import { lookingAt, lookingAtReplay } from './selected.ts'

interface ReplayBarProps {
  readonly hosts: HostAccess
  readonly playground: PlaygroundDb
  readonly projectId: string
  /** Which opening the address names. */
  readonly replay: string
  readonly hub: HubDb
  readonly files: readonly SourceFile[]
  /** What is shown, once it has been read. */
  readonly followed: Followed | undefined
}

/** Says that what is shown is no run of this app but a history, whether the code fits it, and the way back. */
export function ReplayBar({ hosts, playground, projectId, replay, hub, files, followed }: ReplayBarProps) {
  const opened = useHubQuery(hub, async (db) => (await openedReplay(db)) ?? null, [])
  const instanceId = followed?.instance?.instanceId ?? ''
  const executionId = followed?.executionId ?? ''
  const verdict = useHubQuery(hub, (db) => verdictOn(db, instanceId, executionId), [instanceId, executionId])
  const isStale = useStale(playground, projectId, opened?.build, files)
  const [failure, setFailure] = useState<string | null>(null)
  if (opened === undefined || followed === undefined) return null
  const back = (
    <Button size="small" variant="accent" onPress={() => lookAt(lookingAt(null))}>
      {i18n._('Back to your runs')}
    </Button>
  )
  if (opened?.id !== replay || followed.instance === null)
    return (
      <Bar kind="info" actions={back}>
        {i18n._('This history is no longer open here: another one was opened since, or it was of another browser.')}
      </Bar>
    )
  const again = () => {
    setFailure(null)
    openReplay({ hosts, playground, projectId, files }, opened.origin, opened.histories).then(
      (run) => lookAt(lookingAtReplay(run)),
      (error: unknown) => setFailure(reasonOf(error)),
    )
  }
  const partsAt = verdict && 'check' in verdict ? verdict.check.parting?.position : undefined
  const actions = (
    <>
      {partsAt !== undefined && (
        <Button size="small" onPress={() => lookAt({ episode: undefined, step: partsAt, line: undefined })}>
          {i18n._('Show event {position}', { position: partsAt })}
        </Button>
      )}
      {isStale && (
        <Button size="small" onPress={again}>
          {i18n._('Replay your changed code')}
        </Button>
      )}
      {back}
    </>
  )
  return (
    <Bar kind={partsAt === undefined && failure === null ? 'info' : 'waiting'} actions={actions}>
      {failure ?? `${whatItIs(opened)} ${verdictInWords(verdict, followed)}`}
    </Bar>
  )
}

/** Whether the files are not those any more that were held against the history. */
function useStale(
  playground: PlaygroundDb,
  projectId: string,
  buildId: string | undefined,
  files: readonly SourceFile[],
): boolean {
  const build = useLiveQuery(
    async () => (buildId === undefined ? undefined : buildOf(playground, projectId, buildId)),
    [playground, projectId, buildId],
  )
  if (build === undefined) return false
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  return build.files.length !== files.length || build.files.some(({ path, text }) => texts.get(path) !== text)
}

function whatItIs({ origin, histories }: OpenedReplay): string {
  const [history] = histories
  return origin.kind === 'hub'
    ? i18n._('A replay of {name} with your code, only to be looked at.', { name: history?.name ?? '' })
    : i18n._('An imported history, only to be looked at: {name}.', { name: origin.name })
}

function verdictInWords(verdict: ReplayVerdict | undefined, { history }: Followed): string {
  if (verdict === undefined) return ''
  if ('failure' in verdict) return i18n._('Your code could not be replayed: {reason}', { reason: verdict.failure })
  const check = { ...verdict.check, events: history }
  const { parting } = check
  if (parting !== undefined)
    return i18n._('It parts at event {position}: {sentence}', {
      position: parting.position,
      sentence: partingInWords(check) ?? parting.message,
    })
  return i18n._('It fits your code.')
}
