import { useLiveQuery } from 'dexie-react-hooks'
import { FilePlus2, FolderOpen, Globe, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { PlaygroundDb } from '#project/playground-db.ts'
import { listProjects } from '#project/projects.ts'
import { Menu, MenuItem, MenuSection, MenuTrigger } from '../controls/menu.tsx'
import { samplesByLanguage } from '../explorer/sample-title.ts'
import { i18n } from '../i18n/i18n.ts'
import { NetworkDialog } from '../network/network-dialog.tsx'
import type { SessionView } from '../session/use-session.ts'
import { goTo } from './address-bar.ts'
import { createBlank } from './blank-project.ts'
import { DeleteProject } from './delete-project.tsx'
import { RenameProject } from './rename-project.tsx'

interface ProjectMenuProps {
  readonly session: SessionView
  readonly playground: PlaygroundDb
  readonly button: ReactNode
  readonly onDeleted: (projectId: string) => Promise<void>
}

const shownProjects = 12

/** Opens at once: it is loaded because its button was pressed. */
export function ProjectMenu({ session, playground, button, onDeleted }: ProjectMenuProps) {
  const [dialog, setDialog] = useState<'rename' | 'network' | 'delete' | null>(null)
  const projects = useLiveQuery(() => listProjects(playground), [playground]) ?? []
  const others = projects.filter(({ id }) => id !== session.id).slice(0, shownProjects)
  const { id } = session
  const close = () => setDialog(null)
  return (
    <>
      <MenuTrigger defaultOpen>
        {button}
        <Menu aria-label={i18n._('Project')}>
          <MenuItem onAction={() => setDialog('rename')}>
            <Pencil aria-hidden size={14} />
            {i18n._('Rename…')}
          </MenuItem>
          <MenuItem
            onAction={() => void createBlank(playground).then((projectId) => goTo({ kind: 'project', projectId }))}
          >
            <FilePlus2 aria-hidden size={14} />
            {i18n._('New project')}
          </MenuItem>
          {id !== null && (
            <MenuItem onAction={() => setDialog('network')}>
              <Globe aria-hidden size={14} />
              {i18n._('Network…')}
            </MenuItem>
          )}
          {id !== null && (
            <MenuItem onAction={() => setDialog('delete')}>
              <Trash2 aria-hidden size={14} />
              {i18n._('Delete…')}
            </MenuItem>
          )}
          {others.length > 0 && (
            <MenuSection title={i18n._('Your projects')}>
              {others.map((project) => (
                <MenuItem key={project.id} onAction={() => goTo({ kind: 'project', projectId: project.id })}>
                  <FolderOpen aria-hidden size={14} />
                  {project.name}
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {samplesByLanguage().map(([language, own]) => (
            <MenuSection key={language} title={i18n._('Samples in {language}', { language })}>
              {own.map((sample) => (
                <MenuItem key={sample.id} onAction={() => goTo({ kind: 'sample', sample: sample.id })}>
                  {sample.title}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </MenuTrigger>
      {dialog === 'rename' && (
        <RenameProject name={session.name} onClose={close} onRename={(name) => session.change({ name, files: {} })} />
      )}
      {dialog === 'network' && id !== null && <NetworkDialog playground={playground} projectId={id} onClose={close} />}
      {dialog === 'delete' && id !== null && (
        <DeleteProject name={session.name} onClose={close} onDelete={() => onDeleted(id)} />
      )}
    </>
  )
}
