import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a server listens, on this machine only. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** How many ports after the wished one are tried. */
const TRIES = 100

/**
 * Listens on localhost, on `wished` or the first free port after it; 0 takes any.
 *
 * A browser may take `localhost` for 127.0.0.1 or for ::1, so a port counts as free when both can be had.
 * Throws when none of a hundred ports is free.
 */
export async function listen(handler: RequestListener, wished: number): Promise<Listening> {
  for (let port = wished; port < wished + TRIES; port++) {
    const listening = await listenOnBoth(handler, port)
    if (listening) return listening
  }
  throw new Error(`No port between ${wished} and ${wished + TRIES - 1} is free.`)
}

async function listenOnBoth(handler: RequestListener, wished: number): Promise<Listening | null> {
  const v4 = await listenOn(handler, wished, '127.0.0.1')
  if (v4 === 'busy') return null
  if (v4 === 'no such address') throw new Error('This machine has no 127.0.0.1 to listen on.')
  const { port } = v4.address() as AddressInfo
  const v6 = await listenOn(handler, port, '::1')
  if (v6 === 'busy') {
    await close(v4)
    return null
  }
  const servers = v6 === 'no such address' ? [v4] : [v4, v6]
  return { port, close: async () => void (await Promise.all(servers.map(close))) }
}

function listenOn(handler: RequestListener, port: number, host: string): Promise<Server | 'busy' | 'no such address'> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler)
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('busy')
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve('no such address')
      else reject(error)
    })
    server.listen(port, host, () => resolve(server))
  })
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
