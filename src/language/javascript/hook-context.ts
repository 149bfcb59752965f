import { ReadOnlyError } from './functions-app.ts'

/** The same object with more properties: a hook may read them, and assigning to one throws as on Azure. */
export function withReadOnly<T extends object, F extends object>(target: T, fixed: F): T & Readonly<F> {
  for (const [name, value] of Object.entries(fixed)) {
    Object.defineProperty(target, name, {
      enumerable: true,
      get: () => value as unknown,
      set: () => {
        throw new ReadOnlyError(name)
      },
    })
  }
  return target as T & Readonly<F>
}
