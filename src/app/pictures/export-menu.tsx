import type { ReactNode } from 'react'
import type { Theme } from '#timeline/paint/pen.ts'
import { Menu, MenuItem, MenuTrigger } from '../controls/menu.tsx'
import { i18n } from '../i18n/i18n.ts'
import { readTheme } from '../timeline-panel/read-theme.ts'
import type { Drawing } from './drawing.ts'
import { fileNameOf, pngFile, saveFile, svgFile } from './picture-file.ts'

export interface ExportMenuProps {
  readonly button: ReactNode
  /** What the file is called, without its ending. */
  readonly name: string
  readonly drawingOf: (theme: Theme) => Promise<Drawing>
  /** The same as text for mermaid, where there is a diagram of that kind. */
  readonly mermaidText?: () => Promise<string>
}

/** Opens at once: it is loaded because its button was pressed. */
export function ExportMenu({ button, name, drawingOf, mermaidText }: ExportMenuProps) {
  const save = (blob: Blob, ending: string) => saveFile(blob, `${fileNameOf(name)}.${ending}`)
  const drawing = () => drawingOf(readTheme(document.documentElement))
  return (
    <MenuTrigger defaultOpen>
      {button}
      <Menu aria-label={i18n._('Export')}>
        <MenuItem onAction={() => void drawing().then((picture) => save(svgFile(picture), 'svg'))}>
          {i18n._('Picture (SVG)')}
        </MenuItem>
        <MenuItem onAction={() => void drawing().then(async (picture) => save(await pngFile(picture), 'png'))}>
          {i18n._('Picture (PNG)')}
        </MenuItem>
        {mermaidText && (
          <MenuItem
            onAction={() => void mermaidText().then((text) => save(new Blob([text], { type: 'text/plain' }), 'mmd'))}
          >
            {i18n._('Mermaid text')}
          </MenuItem>
        )}
      </Menu>
    </MenuTrigger>
  )
}
