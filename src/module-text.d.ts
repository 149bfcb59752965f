/** A module that user code may require, as one CommonJS text: see `commands/build/module-texts.ts`. */
declare module 'module-text:*' {
  const text: string
  export default text
}
