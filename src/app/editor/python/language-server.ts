import workerUrl from 'browser-basedpyright/dist/pyright.worker.js?url'
import { JsonRpc } from './json-rpc.ts'
import { SITE, sitePackages } from './site-packages.ts'

/** The app's files as the server has them. */
export const APP = '/app'

const settings = {
  typeCheckingMode: 'standard',
  pythonVersion: '3.13',
  typeshedPath: '/typeshed', // where this build of it has Python's own library
  extraPaths: [SITE],
  // Only our packages are here; what else there is, the app's start says.
  reportMissingModuleSource: 'none',
}

const initialization = {
  processId: null,
  rootUri: `file://${APP}`,
  rootPath: APP,
  capabilities: {
    textDocument: {
      completion: {
        completionItem: { documentationFormat: ['markdown'], resolveSupport: { properties: ['documentation'] } },
      },
      hover: { contentFormat: ['markdown'] },
      signatureHelp: { signatureInformation: { documentationFormat: ['markdown'] } },
      publishDiagnostics: {},
      definition: {},
    },
  },
  initializationOptions: { files: { ...sitePackages, [`${APP}/pyrightconfig.json`]: JSON.stringify(settings) } },
}

/** Starts basedpyright, which knows Python's own library, with our packages beside the app. Fetches some megabytes. */
export async function startLanguageServer(): Promise<JsonRpc> {
  const worker = new Worker(workerUrl, { name: 'basedpyright' })
  worker.postMessage({ type: 'browser/boot', mode: 'foreground' })
  worker.addEventListener('message', ({ data }: MessageEvent<NewWorker>) => {
    if (data.type === 'browser/newWorker') startBackground(data)
  })
  const server = new JsonRpc(worker)
  worker.addEventListener('error', ({ message }) =>
    server.fail(new Error(message || 'basedpyright could not be loaded.')),
  )
  try {
    await server.request('initialize', initialization)
  } catch (error) {
    worker.terminate()
    throw error
  }
  server.notify('initialized', {})
  return server
}

interface NewWorker {
  readonly type?: 'browser/newWorker'
  readonly initialData: unknown
  readonly port: MessagePort
}

/** It checks in a second worker of its own, so that it can answer meanwhile. */
function startBackground({ initialData, port }: NewWorker): void {
  const worker = new Worker(workerUrl, { name: 'basedpyright in the background' })
  worker.postMessage({ type: 'browser/boot', mode: 'background', initialData, port }, [port])
}
