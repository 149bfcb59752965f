import type { ReactNode } from 'react'
import type { FunctionInfo } from '#durable/function-info.ts'
import styles from './explorer.module.css'
import { FilesSection, type FilesSectionProps } from './files-section.tsx'
import { FunctionsSection } from './functions-section.tsx'
import { SamplesSection } from './samples-section.tsx'

interface ExplorerProps extends FilesSectionProps {
  readonly functions: readonly FunctionInfo[]
  /** Says why there are no functions, when there are none. */
  readonly hint: string
  /** Where the functions answer, without a slash. */
  readonly root: string
  /** Runs a function that no request starts. */
  readonly onFire: (functionName: string, payload: string | null) => void
  readonly onFault?: (functionName: string) => void
  /** Where the functions may send requests. */
  readonly network: ReactNode
}

export function Explorer({ functions, hint, root, onFire, onFault, network, ...files }: ExplorerProps) {
  return (
    <div className={styles['explorer']}>
      <FilesSection {...files} />
      <FunctionsSection {...{ functions, hint, root, onFire }} {...(onFault && { onFault })} />
      {network}
      <SamplesSection files={files.files} />
    </div>
  )
}
