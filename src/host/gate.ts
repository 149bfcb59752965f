/** A piece of work that the dispatcher is about to begin. */
export interface Piece {
  readonly kind: 'message' | 'activity' | 'entity'
  /** The type of the message, or the name of the activity or operation. */
  readonly what: string
  readonly instanceId: string
}

/**
 * Where the dispatcher asks before it begins a piece of work. Open, it costs nothing; shut, everybody waits in the order
 * of arrival and is let through one at a time.
 */
export class Gate {
  private readonly waiting: { readonly piece: Piece; readonly letThrough: () => void }[] = []
  private readonly isShutNow: () => boolean

  constructor(isShut: () => boolean) {
    this.isShutNow = isShut
  }

  get isShut(): boolean {
    return this.isShutNow()
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0
  }

  /** Resolves when the piece may begin. Ask {@link isShut} first: an open gate needs no waiting. */
  pass(piece: Piece): Promise<void> {
    return new Promise((letThrough) => this.waiting.push({ piece, letThrough }))
  }

  /** Lets the first in line through, and answers with what it is. */
  letOne(): Piece | undefined {
    const first = this.waiting.shift()
    first?.letThrough()
    return first?.piece
  }

  /** Lets everybody through. */
  letAll(): void {
    while (this.hasWaiting) this.letOne()
  }
}
