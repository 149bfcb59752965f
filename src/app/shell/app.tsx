import { I18nProvider } from '@lingui/react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { What } from '#project/address.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { deleteProject, listProjects } from '#project/projects.ts'
import { samples } from '#samples/samples.ts'
import '../tokens.css'
import { offerAutomation } from '../automation/automation.ts'
import { Boundary } from '../controls/boundary.tsx'
import { Failed } from '../controls/failed.tsx'
import { i18n } from '../i18n/i18n.ts'
import { type HostAccess, hostAccess, type OpenHost, type OpenTrial } from '../session/host-access.ts'
import { useSession } from '../session/use-session.ts'
import { applyTheme } from '../theme/theme.ts'
import { goTo, standAt, useAddress } from './address-bar.ts'
import { closeHub } from './hub-view.ts'
import { NothingHere } from './nothing-here.tsx'
import { painted } from './painted.ts'
import './page.css'
import { Workspace } from './workspace.tsx'

export interface AppProps {
  /** Starts (once) the host of a project and connects to it. Heavy, so it is called after the shell is painted. */
  readonly openHost: OpenHost
  /** Starts a worker that repeats runs. */
  readonly openTrial: OpenTrial
  readonly playground: PlaygroundDb
}

const MarksPage = lazy(async () => ({ default: (await import('../timeline-panel/marks-page.tsx')).MarksPage }))

applyTheme()

export function App({ openHost, openTrial, playground }: AppProps) {
  const { what, view, visit } = useAddress()
  const hosts = useMemo(() => hostAccess(openHost, openTrial), [openHost, openTrial])
  useEffect(() => offerAutomation(playground, hosts), [playground, hosts])
  return (
    <I18nProvider i18n={i18n}>
      <Boundary
        instead={(error, again) => (
          <Failed title={i18n._('The playground could not be shown.')} error={error} onAgain={again} />
        )}
      >
        {what.kind === 'marks' ? (
          <Suspense>
            <MarksPage />
          </Suspense>
        ) : what.kind === 'none' ? (
          <Home playground={playground} />
        ) : (
          <Visit key={visit} what={what} isRunForbidden={view.norun === true} playground={playground} hosts={hosts} />
        )}
      </Boundary>
    </I18nProvider>
  )
}

/** No address: the project one worked on last, or the first sample for who is new here. */
function Home({ playground }: { playground: PlaygroundDb }) {
  const [failed, setFailed] = useState<{ readonly error: unknown } | null>(null)
  useEffect(() => {
    const settle = async () => {
      const newest = (await listProjects(playground))[0]
      const sample = samples[0]
      if (newest !== undefined) standAt({ kind: 'project', projectId: newest.id })
      else if (sample !== undefined) standAt({ kind: 'sample', sample: sample.id })
    }
    settle().catch((error: unknown) => setFailed({ error }))
  }, [playground])
  if (failed !== null) throw failed.error
  return null
}

interface VisitProps {
  readonly what: What
  readonly isRunForbidden: boolean
  readonly playground: PlaygroundDb
  readonly hosts: HostAccess
}

function Visit({ what, isRunForbidden, playground, hosts }: VisitProps) {
  // As it was when the visit began: a draft that becomes one's own project stays the same visit.
  const [world] = useState(() => ({ db: playground, hosts, what, isRunForbidden, painted }))
  const session = useSession(world)
  const [isLeaving, setLeaving] = useState(false)

  const discard = useCallback(
    async (projectId: string, next: What) => {
      setLeaving(true) // nothing of it may be read while it goes
      await hosts.stop(projectId)
      closeHub(projectId)
      await deleteProject(playground, projectId)
      goTo(next)
    },
    [hosts, playground],
  )

  if (isLeaving) return null
  if (session.isUnavailable) return <NothingHere reason={session.failure ?? ''} playground={playground} />
  if (!session.isOpen) return null
  return <Workspace {...{ session, playground, hosts, discard }} openedAs={world.what} />
}
