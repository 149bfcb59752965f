/** What Python starts from in the browser: see `commands/build/python-parts.ts`. */
declare module 'virtual:python-parts' {
  const parts: readonly { readonly name: string; readonly url: string; readonly bytes: number }[]
  export default parts
}
