import type { StorageChange } from '#durable/storage-change.ts'
import { useReport } from '../hub/use-operations.ts'

/** Changes the storage account of the project. Rejects with what is wrong. */
export type ChangeStorage = (change: StorageChange) => Promise<void>

/** Changes the storage account, one change after the other, and says in words what failed, or `done`. A change may have to be read first. */
export function useChange(onChange: ChangeStorage) {
  const { report, isBusy, doAll, clear } = useReport()
  const change = (changes: readonly (StorageChange | (() => Promise<StorageChange>))[], done: string) =>
    doAll(
      changes.map((each) => async () => {
        await onChange(typeof each === 'function' ? await each() : each)
        return { isDone: true, text: done }
      }),
    )
  return { report, isBusy, change, clear }
}
