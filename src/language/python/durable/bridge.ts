import type { PyodideAPI } from 'pyodide'
import { bodyText, encode, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'
import { pythonUses } from '#durable/python-uses.ts'
import { replayBody } from './replay.ts'

type Door = (request: HttpRequestMessage) => Promise<HttpResponseMessage>

/**
 * Gives an interpreter the module `_durable_bridge`, which `azure.durable_functions` works through: `replay`,
 * `durable_http` and the table `python_uses`. To be called after a memory snapshot was loaded; `http` is the way to the
 * host, and takes the place of one that was given before.
 */
export function installBridge(python: PyodideAPI, http: Door): void {
  python.runPython("import sys; sys.modules.pop('_durable_bridge', None)")
  python.registerJsModule('_durable_bridge', {
    replay: replayBody,
    durable_http: durableHttp(http),
    python_uses: JSON.stringify(pythonUses),
  })
}

/** `await durable_http(method, url, body)` gives status, text and headers. */
const durableHttp = (http: Door) => async (method: string, url: string, body: string | undefined) => {
  const response = await http({
    method,
    url,
    headers: [['Accept', '*/*'], ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const])],
    body: body === undefined ? null : encode(body),
  })
  return [response.status, bodyText(response), Object.fromEntries(response.headers)]
}
