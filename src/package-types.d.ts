/** The declarations of a package that user code may import: see `commands/build/package-types.ts`. */
declare module 'package-types:*' {
  const declarations: readonly { readonly filePath: string; readonly content: string }[]
  export default declarations
}
