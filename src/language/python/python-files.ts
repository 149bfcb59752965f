import type { PythonFiles } from './prepare.ts'

/** All of our own Python. Real files, never strings. */
export const pythonFiles: PythonFiles = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(['./azure/**/*.py', './azure_functions_worker/**/*.py', './requests/**/*.py'], {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ).map(([path, text]) => [path.slice('./'.length), text]),
)
