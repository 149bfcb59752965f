import { FilePlus2 } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './storage.module.css'

interface NewBlobProps {
  readonly folder: string
  readonly onWrite: (name: string, text: string) => void
}

/** Writes a text as a blob; slashes in its name are folders. */
export function NewBlob({ folder, onWrite }: NewBlobProps) {
  const [name, setName] = useState<string | null>(null)
  const [text, setText] = useState('')
  const close = () => setName(null)
  const write = (event: SubmitEvent) => {
    event.preventDefault()
    if (name === null || name.trim() === '') return
    onWrite(name.trim(), text)
    close()
    setText('')
  }
  return (
    <>
      <Button size="small" onPress={() => setName(folder)}>
        <FilePlus2 aria-hidden />
        {i18n._('New blob')}
      </Button>
      {name !== null && (
        <Dialog title={i18n._('New blob')} onClose={close}>
          <form className={styles['details']} onSubmit={write}>
            <TextField label={i18n._('Name')} mono autoFocus value={name} onChange={setName} />
            <TextField label={i18n._('Text')} mono rows={8} value={text} onChange={setText} />
            <div className={styles['buttons']}>
              <Button type="submit" variant="accent" isDisabled={name.trim() === '' || name.endsWith('/')}>
                {i18n._('Write')}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}
