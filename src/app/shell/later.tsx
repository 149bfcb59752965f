import { type ComponentType, lazy, type LazyExoticComponent, type ReactNode, Suspense } from 'react'
import { i18n } from '../i18n/i18n.ts'
import { painted } from './painted.ts'

/** A component that is not needed for the first paint, and so is fetched after it. */
export function afterPaint<P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  return lazy(() => painted.then(async () => ({ default: await load() })))
}

export function Later({ children }: { readonly children: ReactNode }) {
  return <Suspense fallback={<p role="status">{i18n._('Loading…')}</p>}>{children}</Suspense>
}
