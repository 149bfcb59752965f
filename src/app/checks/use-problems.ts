import { useEffect, useState } from 'react'
import type { SourceFile } from '#durable/build.ts'
import type { Problem } from '#durable/problem.ts'
import { painted } from '../shell/painted.ts'
import { problemsOf } from './problems-of.ts'

/** Long enough that nothing is checked between two keystrokes. */
const AFTER_TYPING = 300

interface Checked {
  readonly files: readonly SourceFile[]
  readonly problems: readonly Problem[]
}

const nothing: readonly Problem[] = []

/** What is wrong with the orchestrators of these files: found after the first paint and a moment after the last keystroke. */
export function useProblems(files: readonly SourceFile[]): readonly Problem[] {
  const [checked, setChecked] = useState<Checked>({ files: [], problems: nothing })
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(() => {
      void painted
        .then(() => (isWanted ? problemsOf(files) : nothing))
        .then((problems) => isWanted && setChecked({ files, problems }))
    }, AFTER_TYPING)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [files])
  return checked.problems
}
