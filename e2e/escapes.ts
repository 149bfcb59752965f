/**
 * The code of a function app whose GET /api/Escape tries every way out of the sandbox that is known, and tells what came of
 * each. The page it is to escape to has a cache. `elsewhere` and `home` are the origins of somebody else's server and of the app's.
 */
export const escapes = (elsewhere: string, home: string) => `
const { app } = require('@azure/functions')
const reached = {}
const attempt = async (name, work) => {
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error('no answer')), 1500))
  try { reached[name] = 'REACHED ' + (await Promise.race([work(), late])) } catch (error) { reached[name] = 'refused' }
}
const lost = (name) => {
  for (let at = globalThis; at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name)
    if (found?.value) return found.value
    if (found?.get && found.get.call(globalThis)) return found.get.call(globalThis)
  }
  throw new Error('gone')
}
const opened = (request) => new Promise((yes, no) => { request.onsuccess = () => yes('opened'); request.onerror = () => no(request.error) })
const loaded = (target, ok) => new Promise((yes, no) => { target[ok] = () => yes(ok); target.onerror = no })
app.http('Escape', { methods: ['GET'], handler: async () => {
  await attempt('indexedDB', () => opened(lost('indexedDB').open('playground')))
  await attempt('database names', async () => JSON.stringify(await lost('indexedDB').databases()))
  // WebKit has caches for an opaque origin too, its own and empty; the page's are what must not be seen.
  await attempt('caches', async () => { const names = await lost('caches').keys(); if (!names.length) throw 0; return JSON.stringify(names) })
  await attempt('files of the origin', async () => (await lost('navigator').storage.getDirectory()).kind)
  await attempt('locks', async () => JSON.stringify(await lost('navigator').locks.query()))
  await attempt('localStorage', () => lost('localStorage').length)
  await attempt('document', () => lost('document').title)
  await attempt('parent', () => lost('parent').document.title)
  await attempt('opener', () => lost('opener').document.title)
  await attempt('fetch elsewhere', async () => (await lost('fetch')('${elsewhere}/fetch')).status)
  // The app's own door answers that address, in process, and knows no such route.
  await attempt('fetch home', async () => { const { ok, status } = await lost('fetch')('${home}/index.html'); if (!ok) throw status; return status })
  await attempt('global fetch', async () => (await fetch('${elsewhere}/global-fetch')).status)
  await attempt('XMLHttpRequest', () => { const x = new (lost('XMLHttpRequest'))(); x.open('GET', '${elsewhere}/xhr'); x.send(); return loaded(x, 'onload') })
  await attempt('WebSocket', () => loaded(new (lost('WebSocket'))('${elsewhere.replace('http', 'ws')}/socket'), 'onopen'))
  await attempt('EventSource', () => loaded(new (lost('EventSource'))('${elsewhere}/events'), 'onopen'))
  await attempt('WebTransport', () => new (lost('WebTransport'))('${elsewhere.replace('http', 'https')}/transport').ready)
  await attempt('WebRTC', () => new (lost('RTCPeerConnection'))().createOffer())
  await attempt('beacon', () => { if (!lost('navigator').sendBeacon('${elsewhere}/beacon', 'x')) throw 0 })
  await attempt('importScripts', () => lost('importScripts')('${elsewhere}/import-scripts'))
  await attempt('import()', () => new Function('return import("${elsewhere}/import")')())
  await attempt('eval', () => (0, eval)('1'))
  await attempt('Function', () => new Function('return 1')())
  await attempt('worker elsewhere', () => loaded(new (lost('Worker'))('${elsewhere}/worker.js'), 'onmessage'))
  await attempt('nested worker', () => {
    const code = 'fetch("${elsewhere}/nested").then(() => postMessage(1), () => postMessage(2))'
    const worker = new (lost('Worker'))(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
    return new Promise((yes, no) => { worker.onmessage = ({ data }) => data === 1 ? yes('fetched') : no(); worker.onerror = no })
  })
  await attempt('channel to the page', () => {
    const channel = new (lost('BroadcastChannel'))('probe')
    const answer = loaded(channel, 'onmessage')
    channel.postMessage('is anybody there')
    return answer
  })
  return { jsonBody: { origin: String(self.origin), reached } }
} })
`
