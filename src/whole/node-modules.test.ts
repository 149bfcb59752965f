import { expect, test } from 'vitest'
import { modulesInWords } from '#durable/known-modules.ts'
import { bodyText } from '#durable/http-message.ts'
import { type Files, wholeApp } from './whole-app.ts'

/** What `body` returns in a JavaScript function; `files` stand beside it. */
async function answerOf(body: string, files: Files = {}): Promise<unknown> {
  const code = `const { app } = require('@azure/functions')
    app.http('Ask', { handler: async () => ({ jsonBody: await (async () => { ${body} })() }) })`
  const app = await wholeApp({ 'src/functions/app.js': code, ...files })
  return JSON.parse(bodyText(await app.send('GET /api/Ask'))) as unknown
}

test('whatever the message lists can be imported, Node’s modules under both names', async () => {
  const [packages = [], node = []] = modulesInWords.split(', and of Node: ').map((list) => list.split(', '))
  const parts = ['assert/strict', 'fs/promises', 'path/posix', 'stream/promises', 'timers/promises', 'util/types']
  const same = [...node, ...parts].map((name) => `require('${name}') === require('node:${name}') && '${name}'`)
  const whole = packages.map((name) => `Object.keys(require('${name}')).length > 3 && '${name}'`)
  expect(await answerOf(`return [${[...whole, ...same].join(', ')}]`)).toEqual([...packages, ...node, ...parts])
})

test('fs begins with the app’s files where Azure has them, and is written in memory', async () => {
  const body = `
    const fs = require('fs'), path = require('path'), { readFile, writeFile, mkdir, rm } = require('node:fs/promises')
    const template = fs.readFileSync(path.join(__dirname, '..', 'texts', 'mail.txt'), 'utf8')
    const byCwd = await readFile('src/texts/mail.txt', { encoding: 'utf8' })
    await mkdir('/tmp/out/deep', { recursive: true })
    await writeFile('/tmp/out/deep/a.bin', Buffer.from([1, 2, 255]))
    fs.appendFileSync('/tmp/out/log.txt', 'one\\n')
    fs.appendFileSync('/tmp/out/log.txt', 'two\\n')
    const lines = await new Promise((resolve, reject) => fs.readFile('/tmp/out/log.txt', 'utf8', (e, text) => e ? reject(e) : resolve(text.split('\\n'))))
    const { size } = fs.statSync('/tmp/out/deep/a.bin')
    const read = Buffer.isBuffer(fs.readFileSync('/tmp/out/deep/a.bin'))
    const listed = fs.readdirSync('/tmp/out')
    await rm('/tmp/out', { recursive: true })
    const missing = await readFile('/tmp/out/log.txt').catch(({ code, message }) => [code, message])
    return [template, byCwd === template, lines, size, read, listed, fs.existsSync('/tmp/out'), missing, fs.readdirSync(process.cwd())]`
  expect(await answerOf(body, { 'src/texts/mail.txt': 'Hello {name}', 'host.json': '{"version":"2.0"}' })).toEqual([
    'Hello {name}',
    true,
    ['one', 'two', ''],
    3,
    true,
    ['deep', 'log.txt'],
    false,
    ['ENOENT', "ENOENT: no such file or directory, open '/tmp/out/log.txt'"],
    ['host.json', 'src'],
  ])
})

test('streams flow from files through transforms', async () => {
  const body = `
    const fs = require('fs'), { Transform, Readable } = require('stream'), { pipeline } = require('stream/promises')
    await pipeline(
      Readable.from(['a', 'b']),
      new Transform({ transform(chunk, _, done) { done(null, String(chunk).toUpperCase()) } }),
      fs.createWriteStream('/tmp/upper.txt'),
    )
    let text = ''
    for await (const chunk of fs.createReadStream('/tmp/upper.txt', 'utf8')) text += chunk
    return [text, fs.createReadStream('/tmp/upper.txt') instanceof Readable, new (require('string_decoder').StringDecoder)('utf8').write(Buffer.from('é'))]`
  expect(await answerOf(body)).toEqual(['AB', true, 'é'])
})

test('assert tells what differs', async () => {
  const body = `
    const assert = require('node:assert'), strict = require('assert/strict')
    const said = (run) => { try { run(); return 'passed' } catch (e) { return [e.code, e.message.split('\\n')[0]] } }
    await assert.rejects(async () => { throw new TypeError('x') }, TypeError)
    return [said(() => assert(1)), said(() => assert.equal(1, 2)), said(() => assert.deepStrictEqual({ a: [1] }, { a: [1] })),
      said(() => strict.equal(1, '1')), said(() => assert.ok(false, 'no orders'))]`
  expect(await answerOf(body)).toEqual([
    'passed',
    ['ERR_ASSERTION', '1 == 2'],
    'passed',
    ['ERR_ASSERTION', 'Expected values to be strictly equal:'],
    ['ERR_ASSERTION', 'no orders'],
  ])
})

test('events, url, util, crypto, buffer, os, querystring and timers do as in Node', async () => {
  const body = `
    const EventEmitter = require('events'), { once } = EventEmitter, { setTimeout: sleep } = require('timers/promises')
    const emitter = new EventEmitter()
    const heard = once(emitter, 'go')
    emitter.emit('go', 42)
    const waited = await sleep(1, 'slept')
    const gaveUp = await sleep(60_000, null, { signal: AbortSignal.abort() }).catch(({ name }) => name)
    const { promisify, inspect } = require('util')
    const qs = require('querystring')
    return [
      await heard, waited, gaveUp,
      new (require('url').URL)('/b', 'https://a.example').href,
      await promisify((value, done) => done(null, value + 1))(1), inspect({ a: { b: 1 } }),
      require('crypto').createHash('sha256').update('x').digest('hex').slice(0, 8),
      require('buffer').Buffer.from('é').toString('base64'),
      require('os').EOL, qs.parse('a=1&a=2&b=x+y%21'), qs.stringify({ a: [1, 2], b: 'x y' }),
      require('path').relative('/a/b/c', '/a/d'), require('path/posix').extname('x.tar.gz'),
    ]`
  expect(await answerOf(body)).toEqual([
    [42],
    'slept',
    'AbortError',
    'https://a.example/b',
    2,
    '{ a: { b: 1 } }',
    '2d711642',
    'w6k=',
    '\n',
    { a: ['1', '2'], b: 'x y!' },
    'a=1&a=2&b=x%20y',
    '../../d',
    '.gz',
  ])
})
