import { parseAddress } from '#project/address.ts'

/**
 * Puts the HTTP door in front of this origin, and tells it whose project a fetch of this page is for.
 * Without one (a private window, an old browser) the requests panel still works: it uses the door directly.
 */
export function registerServiceWorker(): void {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }
  if (!serviceWorker) return
  serviceWorker.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'which project') return
    const { what } = parseAddress(location.hash)
    ports[0]?.postMessage(what.kind === 'project' ? what.projectId : null)
  })
  serviceWorker.register(new URL('service-worker.js', document.baseURI)).catch((error: unknown) => {
    console.warn('Without a service worker only the requests panel reaches the functions:', error)
  })
}
