import { randomHex128 } from '#base/ids.ts'
import type { Port } from './port.ts'

/** What crosses the channel: everybody hears it, so it says whom it is for. */
interface Envelope {
  readonly to: string
  readonly from: string
  readonly message: unknown
}

/**
 * A `BroadcastChannel` as a port, for several tabs of one project and the service worker.
 *
 * An asker sees only replies to itself. The answerer is whoever serves at the moment; when nobody does, nobody
 * answers. Nothing can be transferred over it: buffers are copied.
 */
export function broadcastPort(channel: BroadcastChannel, role: 'asker' | 'answerer'): Port {
  return role === 'asker' ? askerPort(channel) : answererPort(channel)
}

function askerPort(channel: BroadcastChannel): Port {
  const self = randomHex128()
  return {
    postMessage: (message) => channel.postMessage({ to: 'answerer', from: self, message } satisfies Envelope),
    addEventListener: (type, listener) =>
      listen(channel, self, ({ message }) => listener(new MessageEvent(type, { data: message }))),
  }
}

/** Every asker counts its questions from 0, so here each gets a number of its own, which the reply brings back. */
function answererPort(channel: BroadcastChannel): Port {
  const asked = new Map<number, { asker: string; id: unknown }>()
  let nextId = 0
  return {
    postMessage(message) {
      const reply = message as { id: number }
      const origin = asked.get(reply.id)
      if (!origin) return
      channel.postMessage({
        to: origin.asker,
        from: 'answerer',
        message: { ...reply, id: origin.id },
      } satisfies Envelope)
      asked.delete(reply.id) // only now: a reply that cannot be cloned is followed by one that says so
    },
    addEventListener: (type, listener) =>
      listen(channel, 'answerer', ({ from, message }) => {
        if (typeof message !== 'object' || message === null || !('id' in message)) return
        const id = nextId++
        asked.set(id, { asker: from, id: message.id })
        listener(new MessageEvent(type, { data: { ...message, id } }))
      }),
  }
}

function listen(channel: BroadcastChannel, address: string, receive: (envelope: Envelope) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const envelope = data as Partial<Envelope> | null
    if (envelope?.to === address && typeof envelope.from === 'string') receive(envelope as Envelope)
  })
}
