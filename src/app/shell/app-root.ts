/** Where this project answers, without a slash: the app may live under any path of its host. */
export function appRoot(): string {
  return new URL('.', document.baseURI).href.replace(/\/$/, '')
}
