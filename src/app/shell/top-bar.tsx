import { ChevronDown, Share2 } from 'lucide-react'
import { lazy, memo, type ReactNode, Suspense, useState } from 'react'
import type { ClockMode } from '#durable/clock-mode.ts'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { SessionView } from '../session/use-session.ts'
import { ClockControl } from './clock-control.tsx'
import { LanguageButton } from './language-button.tsx'
import { RunButton } from './run-button.tsx'
import { ThemeButton } from './theme-button.tsx'
import styles from './top-bar.module.css'

const ProjectMenu = lazy(async () => ({ default: (await import('./project-menu.tsx')).ProjectMenu }))

interface TopBarProps {
  readonly session: SessionView
  readonly playground: PlaygroundDb
  readonly clock: ClockMode
  readonly onClock: (mode: ClockMode) => void
  /** What moves the clock by hand, where there is one. */
  readonly clockTools: ReactNode
  readonly onShare: () => void
  readonly onDeleted: (projectId: string) => Promise<void>
}

/** What happens in a run redraws none of it. */
export const TopBar = memo(function TopBar(props: TopBarProps) {
  const { session, playground, clock, onClock, clockTools, onShare, onDeleted } = props
  return (
    <header className={styles['bar']}>
      <div className={styles['brand']}>
        <Logo />
        <h1 className={styles['name']}>{i18n._('Durable Playground')}</h1>
      </div>
      <span aria-hidden className={styles['slash']}>
        /
      </span>
      <ProjectButton name={session.name}>
        {(button) => <ProjectMenu {...{ session, playground, onDeleted, button }} />}
      </ProjectButton>
      <div className={styles['middle']}>
        <RunButton session={session} />
        <ClockControl mode={clock} isDisabled={session.id === null} onChange={onClock} />
        {clockTools}
      </div>
      <div className={styles['end']}>
        <Button aria-label={i18n._('Share')} onPress={onShare}>
          <Share2 aria-hidden />
          <span className={styles['wideOnly']}>{i18n._('Share')}</span>
        </Button>
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  )
})

/** The menu is loaded when it is first asked for; until it is here, its button stands alone. */
function ProjectButton({ name, children }: { name: string; children: (button: ReactNode) => ReactNode }) {
  const [isAsked, setAsked] = useState(false)
  const button = (
    <Button
      variant="ghost"
      aria-haspopup="menu"
      aria-label={i18n._('Project {name}', { name })}
      onPress={() => setAsked(true)}
    >
      <span className={styles['project']}>{name}</span>
      <ChevronDown aria-hidden />
    </Button>
  )
  return isAsked ? <Suspense fallback={button}>{children(button)}</Suspense> : button
}

function Logo() {
  return (
    <svg aria-hidden width="22" height="22" viewBox="0 0 22 22">
      <path
        d="M3 11h4M15 6h4M15 16h4M7 11c4 0 4-5 8-5M7 11c4 0 4 5 8 5"
        stroke="var(--accent)"
        strokeWidth="2"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  )
}
