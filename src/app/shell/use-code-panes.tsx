import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { randomHex128 } from '#base/ids.ts'
import type { CodeLine } from '#durable/trace.ts'
import type { View } from '#project/address.ts'
import { Button } from '../controls/button.tsx'
import { Select } from '../controls/select.tsx'
import { EditorPane } from '../editor/editor-pane.tsx'
import { Explorer } from '../explorer/explorer.tsx'
import { FunctionsSection } from '../explorer/functions-section.tsx'
import { i18n } from '../i18n/i18n.ts'
import { type Look, standOf } from '../inspection/look.ts'
import { NetworkSection } from '../network/network-section.tsx'
import { useTheme } from '../theme/theme.ts'
import { lookAt, useAddress } from './address-bar.ts'
import { appRoot } from './app-root.ts'
import { Bar } from './bar.tsx'
import { nobody } from './follow.ts'
import { functionsOf } from './hub-view.ts'
import { useAddFault } from './use-add-fault.ts'
import { useCode } from './use-code.ts'
import type { Panes, PanesWorld } from './panes.ts'
import { selectionOn } from './use-run-panes.tsx'

/** The files, and one of them: as it is, or as it was when the selected episode ran. */
export function useCodePanes(world: PanesWorld): Pick<Panes, 'explorer' | 'editor' | 'fileChoice' | 'functions'> {
  const { playground, session, host, chosen, followed = nobody, look, isNarrow, byHand, tell, onUndoable } = world
  const { files, change } = session
  const { view } = useAddress()
  const { theme } = useTheme()
  const [editedAs] = useState(() => session.id ?? randomHex128()) // a draft that becomes one's own is still the same text
  const selection = useMemo(() => selectionOn(followed, chosen), [followed, chosen])
  const code = useCode({ playground, projectId: session.id, files, wanted: view.file, followed, selection, look })
  const stand = useStand(look, view)
  const marks = useMemo(
    () => [...code.marks, ...[placeIn(view), stand].filter(isIn(code.path)).slice(0, 1).map(current)],
    [code, view, stand],
  )

  const { id } = session
  const onTrouble = useCallback((text: string) => onUndoable({ text }), [onUndoable])
  const onFault = useAddFault(world)
  const functions = useMemo(
    () => ({
      functions: functionsOf(host),
      hint: host.phase === 'running' ? i18n._('This app has none.') : i18n._('Run finds them.'),
      root: appRoot(),
      onFire: (name: string, payload: string | null) => tell(byHand.fire(name, payload)),
      ...(onFault && {
        onFault: (functionName: string) => {
          void import('../faults/new-fault.ts').then(({ firstFault }) => onFault(firstFault(functionName)))
          lookAt({ tab: isNarrow ? 'request' : 'faults' })
        },
      }),
    }),
    [host, byHand, tell, onFault, isNarrow],
  )
  const explorer = useMemo(
    () => (
      <Explorer
        files={files}
        path={code.path}
        {...functions}
        network={id !== null && <NetworkSection playground={playground} projectId={id} />}
        onOpen={open}
        onChange={change}
        onUndoable={(text, undo) => onUndoable({ text, undo })}
      />
    ),
    [files, code.path, functions, id, playground, change, onUndoable],
  )

  return {
    explorer,
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
          hasRun={session.isRunning}
          theme={theme}
          onTrouble={onTrouble}
        />
      </>
    ),
    functions: <FunctionsSection {...functions} />,
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
const current = ({ line }: CodeLine) => ({ line, kind: 'current' }) as const

const isIn =
  (path: string) =>
  (place: CodeLine | undefined): place is CodeLine =>
    place?.file === path

function placeIn({ file, line }: View): CodeLine | undefined {
  return file === undefined || line === undefined ? undefined : { file, line }
}

/** Where the code stood at the moment that is looked at; its file is opened, unless somebody asked for a line of their own. */
function useStand(look: Look, view: View): CodeLine | undefined {
  const stand = useMemo(() => standOf(look), [look])
  const follow = useEffectEvent(() => {
    if (stand !== undefined && view.line === undefined && view.file !== stand.file) lookAt({ file: stand.file })
  })
  useEffect(() => follow(), [stand])
  return stand
}

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
