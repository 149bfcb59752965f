import {
  ChevronDown,
  ChevronUp,
  Maximize2,
  Search,
  SlidersHorizontal,
  TriangleAlert,
  Undo2,
  X,
  Zap,
} from 'lucide-react'
import { lazy, memo, type RefObject, Suspense, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './hands.module.css'
import type { ViewMenuProps } from './view-menu.tsx'

const ViewMenu = lazy(async () => ({ default: (await import('./view-menu.tsx')).ViewMenu }))

interface ToolsProps extends Omit<ViewMenuProps, 'button'> {
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly search: string
  /** How many bars are found; `null` while nothing is looked for. */
  readonly found: number | null
  readonly isFailedOnly: boolean
  readonly canUndo: boolean
  readonly isEmpty: boolean
  readonly onSearch: (text: string) => void
  /** To the next bar that is found, or the one before. */
  readonly onFound: (direction: 1 | -1) => void
  readonly onFailedOnly: () => void
  /** Whether a bar is selected that a fault can be set on. */
  readonly canFault: boolean
  readonly onFaults: () => void
  readonly onUndo: () => void
  readonly onFit: () => void
  /** Back to the picture: what was typed is enough. */
  readonly onLeave: () => void
}

/** Finding, filtering and arranging. While a run grows they stay as they are. */
export const Tools = memo(function Tools(props: ToolsProps) {
  const { searchRef, search, found, onSearch, onFound } = props
  const [isMenuWanted, setMenuWanted] = useState(false)
  const menuButton = (
    <Button variant="ghost" size="small" onPress={() => setMenuWanted(true)} aria-haspopup="menu">
      <SlidersHorizontal aria-hidden size={13} strokeWidth={1.75} />
      {i18n._('View')}
    </Button>
  )
  return (
    <>
      <div className={styles['find']} data-active={search !== '' || undefined}>
        <Search aria-hidden size={13} strokeWidth={1.75} />
        <input
          ref={searchRef}
          type="text"
          className={styles['search']}
          aria-label={i18n._('Find in the timeline')}
          placeholder={i18n._('Find')}
          value={search}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onFound(event.shiftKey ? -1 : 1)
            else if (event.key !== 'Escape') return
            else if (search === '') props.onLeave()
            else onSearch('')
            event.preventDefault()
          }}
        />
        <span className={styles['found']} role="status">
          {found === null ? '' : i18n._('{found, number} found', { found })}
        </span>
        {found !== null && (
          <>
            <IconButton size="small" label={i18n._('Previous found')} icon={ChevronUp} onPress={() => onFound(-1)} />
            <IconButton size="small" label={i18n._('Next found')} icon={ChevronDown} onPress={() => onFound(1)} />
          </>
        )}
        {search !== '' && <IconButton size="small" label={i18n._('Clear')} icon={X} onPress={() => onSearch('')} />}
      </div>
      <span className={styles['failedOnly']} data-on={props.isFailedOnly || undefined}>
        <IconButton
          size="small"
          label={i18n._('Only what failed')}
          aria-pressed={props.isFailedOnly}
          icon={TriangleAlert}
          isDisabled={props.isEmpty}
          onPress={props.onFailedOnly}
        />
      </span>
      <IconButton
        size="small"
        label={i18n._('Faults of the selected bar')}
        icon={Zap}
        isDisabled={!props.canFault}
        onPress={props.onFaults}
      />
      <IconButton
        size="small"
        label={i18n._('Undo zoom')}
        icon={Undo2}
        isDisabled={!props.canUndo}
        onPress={props.onUndo}
      />
      <Button variant="ghost" size="small" isDisabled={props.isEmpty} onPress={props.onFit}>
        <Maximize2 aria-hidden size={13} strokeWidth={1.75} />
        {i18n._('Fit')}
      </Button>
      {isMenuWanted ? (
        <Suspense fallback={menuButton}>
          <ViewMenu {...props} button={menuButton} />
        </Suspense>
      ) : (
        menuButton
      )}
    </>
  )
})
