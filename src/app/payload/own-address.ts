/**
 * Whether an address belongs to this project: it stands under `root`, the address the app lives at, without a slash.
 * The app may live under any path of its host; what is beside it there is somebody else's.
 */
export function isOwnAddress(address: string, root: string): boolean {
  return root !== '' && URL.canParse(address) && new URL(address).href.startsWith(`${root}/`)
}
