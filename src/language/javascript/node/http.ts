import EventEmitter from 'events'
import { noteUse } from '../uses/watch.ts'

// What there is of Node's `http` and `https` without sockets: their constants, and errors that say so.

export const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']

export const STATUS_CODES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

export class Agent extends EventEmitter {}
export class IncomingMessage extends EventEmitter {}
export class ServerResponse extends EventEmitter {}

export const globalAgent = new Agent()

export function request(): never {
  noteUse('network', 'http.request()')
  throw new Error(
    'http.request does not work here: functions in Durable Playground run in a browser. Use fetch, axios or context.df.callHttp.',
  )
}

export function get(): never {
  return request()
}

export function createServer(): never {
  throw new Error(
    'http.createServer does not work here: functions in Durable Playground run in a browser, which cannot listen.',
  )
}
