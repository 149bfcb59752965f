import { useEffect, useState, type ComponentType } from 'react'
import type { MonacoViewProps } from './monaco-view.tsx'

export type MonacoLoad =
  | { readonly phase: 'loading' }
  | { readonly phase: 'loaded'; readonly View: ComponentType<MonacoViewProps> }
  | { readonly phase: 'failed' }

/** Monaco once it is wanted and there. A `React.lazy` that fails would take the page with it; without Monaco one can still read. */
export function useMonacoView(isWanted: boolean): MonacoLoad {
  const [load, setLoad] = useState<MonacoLoad>({ phase: 'loading' })
  useEffect(() => {
    if (!isWanted) return
    import('./monaco-view.tsx').then(
      ({ default: View }) => setLoad({ phase: 'loaded', View }),
      () => setLoad({ phase: 'failed' }),
    )
  }, [isWanted])
  return load
}
