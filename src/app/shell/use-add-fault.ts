import { useMemo } from 'react'
import type { Fault } from '#durable/fault.ts'
import { i18n } from '../i18n/i18n.ts'
import type { PanesWorld } from './panes.ts'

/** Adds a fault, and says so with a way back; `undefined` where none can be added. */
export function useAddFault({
  faults,
  tell,
  onUndoable,
}: Pick<PanesWorld, 'faults' | 'tell' | 'onUndoable'>): ((fault: Fault) => void) | undefined {
  return useMemo(() => {
    if (faults.isFixed) return undefined
    const add = async (fault: Fault) => {
      const [{ faultInWords }] = await Promise.all([
        import('../faults/fault-words.ts'),
        faults.change([...faults.list, fault]),
      ])
      const text = i18n._('Fault added: {fault}. It is in the list of faults.', { fault: faultInWords(fault) })
      onUndoable({ text, undo: () => tell(faults.change(faults.list)) })
    }
    return (fault) => tell(add(fault))
  }, [faults, tell, onUndoable])
}
