import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { Boundary } from '../controls/boundary.tsx'
import { Coming } from '../controls/coming.tsx'
import { Failed } from '../controls/failed.tsx'
import { i18n } from '../i18n/i18n.ts'
import { painted } from './painted.ts'

/**
 * A component that is not needed for the first paint: it is fetched after it, when nothing else is to be done, or when it is
 * first shown. Once it is here it is rendered at once, without the moment of waiting that React makes of each `lazy`.
 */
export function afterPaint<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let here: ComponentType<P> | null = null
  let awaited = lazily()
  function lazily() {
    return lazy(async () => {
      await painted
      try {
        return { default: (here = await load()) }
      } catch (error) {
        failed.add(() => (awaited = lazily()))
        throw error
      }
    })
  }
  whenIdle(async () => (here = await load()))
  return function AfterPaint(props: P) {
    const [Component] = useState(() => here ?? awaited)
    return <Component {...props} />
  }
}

/** A `lazy` that failed once fails for ever: the next try needs another. Not before it is tried, or React would try for ever. */
const failed = new Set<() => void>()

function tryAgain(): void {
  for (const renew of failed) renew()
  failed.clear()
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

/** A panel that may have to be fetched, and that fails alone. */
export function Later({ children }: { readonly children: ReactNode }) {
  return (
    <Boundary
      instead={(error, again) => (
        <Failed
          title={i18n._('This panel could not be shown.')}
          error={error}
          onAgain={() => {
            tryAgain()
            again()
          }}
        />
      )}
    >
      <Suspense fallback={<Coming>{i18n._('Loading…')}</Coming>}>{children}</Suspense>
    </Boundary>
  )
}
