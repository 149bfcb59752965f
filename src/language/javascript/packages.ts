import * as functions from '@azure/functions'
import * as buffer from 'buffer'
import events from 'events'
import * as durableFunctions from './durable-functions/index.ts'
import { writeLine } from './log-lines.ts'
import * as crypto from './node/crypto.ts'
import * as http from './node/http.ts'
import * as net from './node/net.ts'
import * as os from './node/os.ts'
import process from './node/process.ts'
import * as querystring from './node/querystring.ts'
import * as timers from './node/timers.ts'
import * as url from './node/url.ts'
import util from './node/util.ts'

/** Whatever `require` answers to besides the modules of the build, which bring along what is bigger. */
export const packages: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['durable-functions', plain(durableFunctions)],
  ['@azure/functions', plain({ ...functions, app: { ...functions.app, setup } })],
  ...Object.entries({ buffer, crypto, events, http, https: http, net, os, process, querystring, timers, url, util }),
  ['util/types', util.types],
  ['timers/promises', timers.promises],
  ['perf_hooks', { performance }],
])

/** A module object without the mark of a compiled one, so that a default import gives all of it, as Node.js does. */
function plain(module: object): object {
  const { __esModule, default: _default, ...exports } = module as Record<string, unknown>
  return exports
}

/** `app.setup` without HTTP streams: they need a server, and here they are collected. */
function setup(options: Parameters<typeof functions.app.setup>[0]): void {
  const { enableHttpStream, ...rest } = options
  if (enableHttpStream) writeLine(null, 'debug', 'HTTP streams are collected here: bodies arrive whole.')
  functions.app.setup(rest)
}
