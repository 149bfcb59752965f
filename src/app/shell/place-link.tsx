import { Button } from '../controls/button.tsx'

interface PlaceLinkProps {
  readonly file: string | undefined
  readonly line: number | undefined
  readonly onOpen: (path: string, line: number) => void
}

/** Leads to a place in the code; nothing when there is none. */
export function PlaceLink({ file, line, onOpen }: PlaceLinkProps) {
  if (file === undefined) return null
  return (
    <Button size="small" onPress={() => onOpen(file, line ?? 1)}>
      {line === undefined ? file : `${file}:${line}`}
    </Button>
  )
}
