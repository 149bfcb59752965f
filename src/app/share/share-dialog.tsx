import { CircleCheck, CircleX } from 'lucide-react'
import { useId, useMemo } from 'react'
import type { SourceFile } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import { Dialog } from '../controls/dialog.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyAction } from './copy-action.tsx'
import { asMarkdown, projectLink, type Fit } from './project-link.ts'
import styles from './share-dialog.module.css'

interface ShareDialogProps {
  readonly name: string
  readonly files: readonly SourceFile[]
  readonly faults: readonly Fault[]
  readonly onClose: () => void
}

/** The project as a link. Loaded when somebody shares. */
export function ShareDialog({ name, files, faults, onClose }: ShareDialogProps) {
  const made = useMemo(() => projectLink(name, files, location.href, faults), [name, files, faults])
  return (
    <Dialog title={i18n._('Share {name}', { name })} onClose={onClose}>
      <p className={styles['text']}>
        {i18n._(
          'The whole project is in the link; nothing is uploaded. Whoever opens it gets a copy, and it does not run by itself.',
        )}
      </p>
      {faults.length > 0 && (
        <p className={styles['text']}>
          {i18n._(
            'It carries {count, plural, one {the injected fault} other {the # injected faults}} of this project.',
            {
              count: faults.length,
            },
          )}
        </p>
      )}
      {made.ok ? (
        <Link name={name} link={made.link} fits={made.fits} />
      ) : (
        <p role="alert" className={styles['problem']}>
          {made.message}
        </p>
      )}
    </Dialog>
  )
}

interface LinkProps {
  readonly name: string
  readonly link: string
  readonly fits: readonly Fit[]
}

function Link({ name, link, fits }: LinkProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className={styles['label']}>
        {i18n._('Link')}
        <span>{i18n._('{length, number} characters', { length: link.length })}</span>
      </label>
      <textarea
        id={id}
        className={styles['link']}
        readOnly
        rows={4}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <ul className={styles['fits']} aria-label={i18n._('Where the link fits')}>
        {fits.map((fit) => (
          <li key={fit.where} data-fits={fit.fits}>
            {fit.fits ? <CircleCheck aria-hidden size={14} /> : <CircleX aria-hidden size={14} />}
            {fitText(fit)}
          </li>
        ))}
      </ul>
      <div className={styles['actions']}>
        <CopyAction variant="accent" label={i18n._('Copy link')} text={link} />
        <CopyAction variant="plain" label={i18n._('Copy as Markdown')} text={asMarkdown(name, link)} />
      </div>
    </>
  )
}

function fitText({ where, limit, fits }: Fit): string {
  const place =
    where === 'QR' ? i18n._('a QR code') : where === 'Discord' ? i18n._('a Discord message') : i18n._('a Teams post')
  return fits
    ? i18n._('fits {place} ({limit, number})', { place, limit })
    : i18n._('too long for {place} ({limit, number})', { place, limit })
}
