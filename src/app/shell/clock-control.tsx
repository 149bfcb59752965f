import type { ClockMode } from '#durable/clock-mode.ts'
import { Segmented } from '../controls/segmented.tsx'
import { i18n } from '../i18n/i18n.ts'

interface ClockControlProps {
  readonly mode: ClockMode
  readonly isDisabled: boolean
  readonly onChange: (mode: ClockMode) => void
}

/** How hub time passes. A draft has no hub, so no clock either. */
export function ClockControl({ mode, isDisabled, onChange }: ClockControlProps) {
  return (
    <Segmented
      label={i18n._('Clock')}
      value={mode}
      isDisabled={isDisabled}
      onChange={onChange}
      options={[
        { id: 'real', label: i18n._('Real'), title: i18n._('Hub time follows the wall clock') },
        {
          id: 'virtual',
          label: i18n._('Virtual'),
          title: i18n._('Hub time jumps to the next timer when nothing else is to be done'),
        },
        { id: 'paused', label: i18n._('Paused'), title: i18n._('Hub time stands still, and no timer fires') },
      ]}
    />
  )
}
