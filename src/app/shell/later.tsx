import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { i18n } from '../i18n/i18n.ts'
import styles from './later.module.css'
import { painted } from './painted.ts'

/**
 * A component that is not needed for the first paint: it is fetched after it, when nothing else is to be done, or when it is
 * first shown. Once it is here it is rendered at once, without the moment of waiting that React makes of each `lazy`.
 */
export function afterPaint<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let here: ComponentType<P> | null = null
  const fetched = async () => (here = await load())
  const Awaited = lazy(async () => {
    await painted
    return { default: await fetched() }
  })
  whenIdle(fetched)
  return function AfterPaint(props: P) {
    const [Component] = useState(() => here ?? Awaited)
    return <Component {...props} />
  }
}

/** One after another, so that no click waits for more than one of them. */
let last: Promise<unknown> = painted

function whenIdle(fetch: () => Promise<unknown>): void {
  last = last
    .then(idle)
    .then(fetch)
    .catch(() => undefined) // whoever shows it asks again, and is told
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve())
    else setTimeout(resolve, 200)
  })
}

export function Later({ children }: { readonly children: ReactNode }) {
  return (
    <Suspense
      fallback={
        <p role="status" className={styles['loading']}>
          {i18n._('Loading…')}
        </p>
      }
    >
      {children}
    </Suspense>
  )
}
