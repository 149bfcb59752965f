/** How `extensions.queues.messageEncoding` of host.json says a message lies in its queue. */
export type QueueEncoding = 'base64' | 'none'

/** The text of a message as it lies in the queue. */
export function toQueueText(text: string, encoding: QueueEncoding): string {
  if (encoding === 'none') return text
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** What a function is given; `undefined` when it should be base64 and is not. */
export function fromQueueText(text: string, encoding: QueueEncoding): string | undefined {
  if (encoding === 'none') return text
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)))
  } catch {
    return undefined
  }
}
