/** A package of Python as the build takes it from its archive (`commands/build/python-packages.ts`): paths and texts. */
declare module 'python-package:*' {
  const files: readonly (readonly [path: string, text: string])[]
  export default files
}
