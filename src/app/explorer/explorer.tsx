import type { FunctionInfo } from '#durable/function-info.ts'
import styles from './explorer.module.css'
import { FilesSection, type FilesSectionProps } from './files-section.tsx'
import { FunctionsSection } from './functions-section.tsx'
import { SamplesSection } from './samples-section.tsx'

interface ExplorerProps extends FilesSectionProps {
  readonly functions: readonly FunctionInfo[]
}

export function Explorer({ functions, ...files }: ExplorerProps) {
  return (
    <div className={styles['explorer']}>
      <FilesSection {...files} />
      <FunctionsSection functions={functions} />
      <SamplesSection />
    </div>
  )
}
