interface Message {
  readonly jsonrpc: '2.0'
  readonly id?: number | string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** The part of a worker or a port that is used here. */
export interface Line {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

type Settle = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }

/** JSON-RPC as language servers speak it, over messages that are objects. */
export class JsonRpc {
  private readonly line: Line
  private readonly asked = new Map<number | string, Settle>()
  private readonly listeners = new Map<string, (params: unknown) => void>()
  private next = 0

  constructor(line: Line) {
    this.line = line
    line.addEventListener('message', ({ data }) => this.take(data as Message))
  }

  /** Rejects with the server's own words. */
  request(method: string, params: unknown): Promise<unknown> {
    const id = this.next++
    this.send({ jsonrpc: '2.0', id, method, params })
    return new Promise((resolve, reject) => this.asked.set(id, { resolve, reject }))
  }

  notify(method: string, params: unknown): void {
    this.send({ jsonrpc: '2.0', method, params })
  }

  /** One listener for each method. */
  on(method: string, listener: (params: unknown) => void): void {
    this.listeners.set(method, listener)
  }

  /** Rejects whatever still waits for an answer: the server may never give it. */
  fail(error: Error): void {
    const waiting = [...this.asked.values()]
    this.asked.clear()
    for (const { reject } of waiting) reject(error)
  }

  private take({ id, method, params, result, error }: Message): void {
    if (method !== undefined) {
      this.listeners.get(method)?.(params)
      // What a server asks of its client (its settings, a progress bar) has an answer that says nothing.
      if (id !== undefined) this.send({ jsonrpc: '2.0', id, result: null })
      return
    }
    if (id === undefined) return // Pyright's own, about its workers
    const settle = this.asked.get(id)
    this.asked.delete(id)
    if (error) settle?.reject(new Error(error.message))
    else settle?.resolve(result)
  }

  private send(message: Message): void {
    this.line.postMessage(message)
  }
}
