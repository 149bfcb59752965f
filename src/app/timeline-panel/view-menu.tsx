import type { ReactNode } from 'react'
import { densities, type Density } from '#timeline/layout/density.ts'
import { Menu, MenuItem, MenuSection, MenuTrigger } from '../controls/menu.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './hands.module.css'
import { type TimeMode, timeModes } from './view-state.ts'

/** What a run can be taken away as. */
export type ExportKind = 'svg' | 'png' | 'mermaid' | 'history' | 'run'

export interface ViewMenuProps {
  readonly button: ReactNode
  readonly density: Density
  readonly timeMode: TimeMode
  readonly isUnfolded: boolean
  readonly canExportRun: boolean
  readonly onDensity: (density: Density) => void
  readonly onTimeMode: (timeMode: TimeMode) => void
  readonly onFolds: () => void
  readonly onLegend: () => void
  readonly onKeys: () => void
  readonly onExport: (kind: ExportKind) => void
}

/** Opens at once: it is loaded because its button was pressed. */
export function ViewMenu({ button, ...props }: ViewMenuProps) {
  const choice = (isChosen: boolean, label: string, choose: () => void) => (
    <MenuItem key={label} onAction={choose} aria-label={isChosen ? i18n._('{label}, chosen', { label }) : label}>
      <span aria-hidden className={styles['tick']}>
        {isChosen ? '✓' : ''}
      </span>
      {label}
    </MenuItem>
  )
  const item = (label: string, act: () => void) => (
    <MenuItem key={label} onAction={act}>
      <span aria-hidden className={styles['tick']} />
      {label}
    </MenuItem>
  )
  return (
    <MenuTrigger defaultOpen>
      {button}
      <Menu aria-label={i18n._('View')}>
        <MenuSection title={i18n._('Rows')}>
          {densities.map((density) =>
            choice(density === props.density, densityInWords(density), () => props.onDensity(density)),
          )}
        </MenuSection>
        <MenuSection title={i18n._('Time')}>
          {timeModes.map((mode) => choice(mode === props.timeMode, timeInWords(mode), () => props.onTimeMode(mode)))}
          {choice(!props.isUnfolded, i18n._('Fold idle stretches'), props.onFolds)}
        </MenuSection>
        <MenuSection title={i18n._('Export')}>
          {item(i18n._('Picture (SVG)'), () => props.onExport('svg'))}
          {item(i18n._('Picture (PNG)'), () => props.onExport('png'))}
          {item(i18n._('Mermaid text'), () => props.onExport('mermaid'))}
          {item(i18n._('History (JSON)'), () => props.onExport('history'))}
          {props.canExportRun ? item(i18n._('Whole run, with its code'), () => props.onExport('run')) : null}
        </MenuSection>
        <MenuSection title={i18n._('Help')}>
          {item(i18n._('Legend'), props.onLegend)}
          {item(i18n._('Keys'), props.onKeys)}
        </MenuSection>
      </Menu>
    </MenuTrigger>
  )
}

function densityInWords(density: Density): string {
  if (density === 'comfortable') return i18n._('Comfortable')
  return density === 'compact' ? i18n._('Compact') : i18n._('Overview')
}

function timeInWords(mode: TimeMode): string {
  if (mode === 'sinceStart') return i18n._('Since the start')
  return mode === 'local' ? i18n._('Local time') : i18n._('UTC')
}
