import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import type { PlaybackContext, PlaybackEvent } from '#timeline/playback.machine.ts'
import styles from './hands.module.css'

const SPEEDS = [1, 4, 16]

interface PlaybackBarProps {
  readonly playback: PlaybackContext
  readonly isLive: boolean
  readonly isPlaying: boolean
  /** The episode that stands at the playhead, counted from 1; 0 before the first. */
  readonly episode: number
  readonly episodes: number
  /** What the button back to the present says; `null` when the picture is there. */
  readonly wayBack: string | null
  readonly send: (event: PlaybackEvent) => void
  readonly onWayBack: () => void
  /** Stands at the end of the bar. */
  readonly children: ReactNode
}

export function PlaybackBar({ playback, send, ...props }: PlaybackBarProps) {
  const { position, length, speed } = playback
  const nextSpeed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
  const speedInWords = i18n._('Speed: {speed} events a second', { speed })
  return (
    <div className={styles['bar']} role="toolbar" aria-label={i18n._('Playback')}>
      <Steps
        isAtStart={position === 0}
        isAtEnd={position === length}
        isEmpty={length === 0}
        {...{ isPlaying: props.isPlaying, send }}
      />
      <Button
        variant="ghost"
        size="small"
        aria-label={speedInWords}
        render={(dom) => <button {...dom} title={speedInWords} />}
        onPress={() => send({ type: 'speed.chosen', speed: nextSpeed })}
      >
        <span className={styles['speed']}>{speed}×</span>
      </Button>
      <span className={styles['where']}>{whereInWords(props)}</span>
      <span className={styles['where']} role="status">
        {props.isLive ? '' : i18n._('event {position, number} of {length, number}', { position, length })}
      </span>
      <span className={styles['spring']} />
      {props.wayBack !== null && (
        <Button size="small" onPress={props.onWayBack}>
          {props.wayBack}
        </Button>
      )}
      {props.children}
    </div>
  )
}

interface StepsProps {
  readonly isAtStart: boolean
  readonly isAtEnd: boolean
  readonly isEmpty: boolean
  readonly isPlaying: boolean
  readonly send: (event: PlaybackEvent) => void
}

/** While a run grows they stay as they are. */
const Steps = memo(function Steps({ isAtStart, isAtEnd, isEmpty, isPlaying, send }: StepsProps) {
  const step = (by: 'event' | 'episode', direction: 1 | -1) => () => send({ type: 'step', by, direction })
  return (
    <div className={styles['steps']}>
      <IconButton
        label={i18n._('Previous episode')}
        icon={ChevronFirst}
        isDisabled={isAtStart}
        onPress={step('episode', -1)}
      />
      <IconButton
        label={i18n._('Previous event')}
        icon={ChevronLeft}
        isDisabled={isAtStart}
        onPress={step('event', -1)}
      />
      {isPlaying ? (
        <IconButton label={i18n._('Pause')} icon={Pause} onPress={() => send({ type: 'pause' })} />
      ) : (
        <IconButton
          label={i18n._('Play history')}
          icon={Play}
          isDisabled={isEmpty}
          onPress={() => send({ type: 'play' })}
        />
      )}
      <IconButton label={i18n._('Next event')} icon={ChevronRight} isDisabled={isAtEnd} onPress={step('event', 1)} />
      <IconButton label={i18n._('Next episode')} icon={ChevronLast} isDisabled={isAtEnd} onPress={step('episode', 1)} />
    </div>
  )
})

function whereInWords({ episode, episodes }: Pick<PlaybackBarProps, 'episode' | 'episodes'>): string {
  return episodes === 0 ? '' : i18n._('episode {episode, number} of {episodes, number}', { episode, episodes })
}
