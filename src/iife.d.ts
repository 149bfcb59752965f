/** The URL of one classic script that holds the named module and all it imports: see `commands/build/script-text.ts`. */
declare module 'iife:*' {
  const url: string
  export default url
}
