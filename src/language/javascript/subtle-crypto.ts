import { createHash } from './node/crypto.ts'

/** `crypto.subtle` where the platform withholds it: digests, and errors that say so for the rest. */
export const subtleCrypto = {
  async digest(
    algorithm: string | { readonly name: string },
    data: ArrayBuffer | ArrayBufferView,
  ): Promise<ArrayBuffer> {
    const name = typeof algorithm === 'string' ? algorithm : algorithm.name
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data
    return new Uint8Array(createHash(name).update(bytes).digest()).buffer
  },
  ...Object.fromEntries(
    ['sign', 'verify', 'encrypt', 'decrypt', 'generateKey', 'importKey', 'exportKey', 'deriveBits', 'deriveKey'].map(
      (name) => [
        name,
        async () => {
          throw new Error(
            `crypto.subtle.${name} does not exist in this browser's sandbox. For HMACs, use crypto.createHmac of 'crypto'.`,
          )
        },
      ],
    ),
  ),
}
