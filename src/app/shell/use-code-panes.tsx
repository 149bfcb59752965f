import { useMemo, useState } from 'react'
import { randomHex128 } from '#base/ids.ts'
import { Button } from '../controls/button.tsx'
import { Select } from '../controls/select.tsx'
import { EditorPane } from '../editor/editor-pane.tsx'
import { Explorer } from '../explorer/explorer.tsx'
import { i18n } from '../i18n/i18n.ts'
import { useTheme } from '../theme/theme.ts'
import { lookAt, useAddress } from './address-bar.ts'
import { Bar } from './bar.tsx'
import { nobody } from './follow.ts'
import { functionsOf } from './hub-view.ts'
import { useCode } from './use-code.ts'
import type { Panes, PanesWorld } from './panes.ts'
import { selectionOn } from './use-run-panes.tsx'

/** The files, and one of them: as it is, or as it was when the selected episode ran. */
export function useCodePanes(world: PanesWorld): Pick<Panes, 'explorer' | 'editor' | 'fileChoice'> {
  const { playground, session, host, chosen, followed = nobody, isNarrow, onUndoable } = world
  const { files, change } = session
  const { view } = useAddress()
  const { theme } = useTheme()
  const [editedAs] = useState(() => session.id ?? randomHex128()) // a draft that becomes one's own is still the same text
  const selection = useMemo(() => selectionOn(followed, chosen), [followed, chosen])
  const code = useCode({ playground, projectId: session.id, files, wanted: view.file, followed, selection })
  const marks = useMemo(
    () => (view.line === undefined || view.file !== code.path ? code.marks : [...code.marks, current(view.line)]),
    [code, view.file, view.line],
  )

  return {
    explorer: (
      <Explorer
        files={files}
        path={code.path}
        functions={functionsOf(host)}
        onOpen={open}
        onChange={change}
        onUndoable={(text, undo) => onUndoable({ text, undo })}
      />
    ),
    editor: (
      <>
        {code.isPast && <PastBar />}
        <EditorPane
          projectId={editedAs}
          files={code.files}
          path={code.path}
          onOpen={open}
          onChange={(path, text) => {
            lookAt(atToday) // the past would take the editor out of their hands
            change({ files: { [path]: text } })
          }}
          diagnostics={session.diagnostics}
          marks={marks}
          readOnly={isNarrow || code.isPast}
          theme={theme}
        />
      </>
    ),
    fileChoice: (
      <Select
        label={i18n._('File')}
        hideLabel
        value={code.path}
        options={files.map(({ path }) => ({ value: path, label: path }))}
        onChange={open}
      />
    ),
  }
}

const atToday = { episode: undefined, step: undefined, line: undefined }
const current = (line: number) => ({ line, kind: 'current' }) as const

function open(path: string): void {
  lookAt({ file: path, line: undefined })
}

function PastBar() {
  const back = (
    <Button size="small" onPress={() => lookAt(atToday)}>
      {i18n._('Back to your code')}
    </Button>
  )
  return (
    <Bar kind="info" actions={back}>
      {i18n._('This is the code as it ran then. You have changed it since.')}
    </Bar>
  )
}
