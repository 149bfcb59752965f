import { expect, onTestFinished, test } from 'vitest'
import { JsonRpc } from './json-rpc.ts'

/** A server at the other end of a real port, and what it has heard. */
function opened(answer: (method: string) => object | undefined) {
  const { port1, port2 } = new MessageChannel()
  const heard: unknown[] = []
  port2.onmessage = ({ data }: MessageEvent<{ id?: number; method?: string }>) => {
    heard.push(data)
    const said = data.method === undefined ? undefined : answer(data.method)
    if (said !== undefined) port2.postMessage({ jsonrpc: '2.0', id: data.id, ...said })
  }
  const rpc = new JsonRpc(port1)
  port1.start()
  onTestFinished(() => port1.close())
  return { rpc, heard, server: port2 }
}

test('answers find their questions, in whatever order, and refusals say why', async () => {
  const { rpc } = opened((method) =>
    method === 'wrong' ? { error: { message: 'no such method' } } : { result: method },
  )
  const [a, b] = [rpc.request('a', {}), rpc.request('b', {})]
  await expect(Promise.all([b, a])).resolves.toEqual(['b', 'a'])
  await expect(rpc.request('wrong', {})).rejects.toThrow('no such method')
})

test('who waits for a server that failed waits no longer, and may ask again', async () => {
  const { rpc } = opened((method) => (method === 'late' ? undefined : { result: method }))
  const late = rpc.request('late', {})
  rpc.fail(new Error('it fell'))
  await expect(late).rejects.toThrow('it fell')
  await expect(rpc.request('again', {})).resolves.toBe('again')
})

test('what the server tells is heard, and what it asks is answered with nothing', async () => {
  const { rpc, heard, server } = opened(() => ({ result: null }))
  const told = new Promise((resolve) => rpc.on('textDocument/publishDiagnostics', resolve))
  server.postMessage({ type: 'browser/newWorker' })
  server.postMessage({ jsonrpc: '2.0', id: 7, method: 'workspace/configuration', params: {} })
  server.postMessage({ jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params: { uri: 'x' } })
  expect(await told).toEqual({ uri: 'x' })
  await rpc.request('shutdown', null)
  expect(heard).toContainEqual({ jsonrpc: '2.0', id: 7, result: null })
})
