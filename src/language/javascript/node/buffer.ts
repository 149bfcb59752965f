type Loose = (...args: unknown[]) => unknown

/** What of Node's `Buffer` the well-kept package lacks: the encoding `base64url`. */
export function completeBuffer(Plain: typeof Buffer): void {
  const [from, byteLength] = [Plain.from.bind(Plain), Plain.byteLength.bind(Plain)] as Loose[]
  const isEncoding = Plain.isEncoding.bind(Plain)
  const { toString, write } = Plain.prototype
  const isUrl = (encoding: unknown) => typeof encoding === 'string' && encoding.toLowerCase() === 'base64url'
  /** Reading base64, the package takes both alphabets, padded or not. */
  const plain = (args: unknown[]) => args.map((each, i) => (i > 0 && isUrl(each) ? 'base64' : each))

  Object.assign(Plain, {
    from: (...args: unknown[]): unknown => from?.(...plain(args)),
    byteLength: (...args: unknown[]): unknown => byteLength?.(...plain(args)),
    isEncoding: (encoding: string) => isUrl(encoding) || isEncoding(encoding),
  })
  Object.assign(Plain.prototype, {
    write(this: Buffer, ...args: unknown[]): unknown {
      return Reflect.apply(write, this, plain(args))
    },
    toString(this: Buffer, encoding?: BufferEncoding, start?: number, end?: number): string {
      if (!isUrl(encoding)) return toString.call(this, encoding, start, end)
      return toString.call(this, 'base64', start, end).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
    },
  })
}
