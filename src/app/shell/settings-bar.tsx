import { useMemo } from 'react'
import type { SourceFile } from '#durable/build.ts'
import { settingsProblems } from '#durable/host-options.ts'
import { Bar } from './bar.tsx'
import { PlaceLink } from './place-link.tsx'

interface SettingsBarProps {
  readonly files: readonly SourceFile[]
  readonly onOpen: (path: string, line: number) => void
}

/** The first error in host.json, local.settings.json or package.json. Warnings are markers and lines of the console. */
export function SettingsBar({ files, onOpen }: SettingsBarProps) {
  const error = useMemo(() => settingsProblems(files).find(({ severity }) => severity === 'error'), [files])
  if (error === undefined) return null
  return (
    <Bar kind="failed" actions={<PlaceLink file={error.file} line={error.line} onOpen={onOpen} />}>
      {error.message}
    </Bar>
  )
}
