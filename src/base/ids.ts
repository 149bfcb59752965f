/** 128 random bits as 32 lower-case hex digits: the shape of a .NET Guid written with format "N", which Azure uses for instance ids. */
export function randomHex128(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
