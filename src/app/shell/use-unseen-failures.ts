import { useEffect } from 'react'
import { reasonOf } from '#base/reason-of.ts'

/** Tells of failures that nobody waited for. Not of the editor's own: what it gives up because something newer was typed. */
export function useUnseenFailures(tell: (reason: string) => void): void {
  useEffect(() => {
    const onFailure = ({ reason }: PromiseRejectionEvent) => {
      if (!isCancelled(reason)) tell(reasonOf(reason))
    }
    addEventListener('unhandledrejection', onFailure)
    return () => removeEventListener('unhandledrejection', onFailure)
  }, [tell])
}

function isCancelled(reason: unknown): boolean {
  return reason instanceof Error && (reason.name === 'Canceled' || reason.name === 'AbortError')
}
