/** What the code itself said of its failure: the host says before it that an activity failed, and which one it was. */
export function ownWords(reason: string): string {
  return reason.replace(/^Activity function '[^']*' failed:\s*/, '')
}
