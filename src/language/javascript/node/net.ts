// What there is of Node's `net` without a network: telling addresses apart, and errors that say so.

export function isIPv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

export function isIPv6(text: string): boolean {
  return text.includes(':') && URL.canParse(`http://[${text}]/`)
}

export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4
  return isIPv6(text) ? 6 : 0
}

export function createServer(): never {
  throw new Error(
    'net.createServer does not work here: functions in Durable Playground run in a browser, which cannot listen.',
  )
}

export function connect(): never {
  throw new Error('net.connect does not work here: functions in Durable Playground have no network.')
}

export function createConnection(): never {
  return connect()
}
