import { Pause, StepForward } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ClockMode } from '#durable/clock-mode.ts'
import { Segmented } from '../controls/segmented.tsx'
import { Select } from '../controls/select.tsx'
import { i18n } from '../i18n/i18n.ts'
import { useMedia } from './use-narrow.ts'

interface ClockControlProps {
  readonly mode: ClockMode
  readonly isDisabled: boolean
  readonly onChange: (mode: ClockMode) => void
}

interface Choice {
  readonly id: ClockMode
  readonly name: string
  readonly title: string
  /** In place of its name, where there is a picture everybody knows. */
  readonly picture?: ReactNode
}

/** How hub time passes. A draft has no hub, so no clock either. */
export function ClockControl({ mode, isDisabled, onChange }: ClockControlProps) {
  const isTight = useMedia('(width < 1240px)')
  if (isTight)
    return (
      <Select
        label={i18n._('Clock')}
        hideLabel
        value={mode}
        isDisabled={isDisabled}
        onChange={onChange}
        options={choices().map(({ id, name }) => ({ value: id, label: name }))}
      />
    )
  return (
    <Segmented
      label={i18n._('Clock')}
      value={mode}
      isDisabled={isDisabled}
      onChange={onChange}
      options={choices().map(({ id, name, title, picture }) => ({
        id,
        title: picture === undefined ? title : `${name}: ${title}`,
        label: picture ?? name,
        ...(picture !== undefined && { name }),
      }))}
    />
  )
}

function choices(): Choice[] {
  const faster = (id: ClockMode, rate: number): Choice => ({
    id,
    name: i18n._('{rate}×', { rate: String(rate) }),
    title: i18n._('Hub time runs {rate} times as fast as the wall clock', { rate: String(rate) }),
  })
  return [
    { id: 'real', name: i18n._('Real'), title: i18n._('Hub time follows the wall clock') },
    faster('10x', 10),
    faster('60x', 60),
    faster('3600x', 3600),
    {
      id: 'virtual',
      name: i18n._('Virtual'),
      title: i18n._('Hub time jumps to the next timer when nothing else is to be done'),
    },
    {
      id: 'paused',
      name: i18n._('Paused'),
      title: i18n._('Hub time stands still, and no timer fires'),
      picture: <Pause aria-hidden size={14} />,
    },
    {
      id: 'stepping',
      name: i18n._('Step by step'),
      title: i18n._('Hub time stands still, and the host takes one message at a time'),
      picture: <StepForward aria-hidden size={14} />,
    },
  ]
}
