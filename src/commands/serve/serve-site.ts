import { listen, type Listening } from './listen.ts'
import { respond } from './respond.ts'
import { siteFiles } from './site-files.ts'

/** The port of the Functions host, so that the URLs of any quickstart are right here too. */
export const FUNCTIONS_PORT = 7071

/** The built site, served on this machine. */
export interface Site extends Listening {
  /** Without a slash at its end. */
  readonly origin: string
}

/** Serves a folder on http://localhost, on `wishedPort` or the next free one; 0 takes any. */
export async function serveSite(folder: string, wishedPort: number): Promise<Site> {
  const read = siteFiles(folder)
  const listening = await listen((request, response) => {
    respond(request, response, read).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500)
      response.end(String(error))
    })
  }, wishedPort)
  return { ...listening, origin: `http://localhost:${listening.port}` }
}
