import type { Declaration } from './declaration.ts'

/** The types of the packages that only some code imports, each a chunk of its own. */
const packages: Readonly<Record<string, () => Promise<{ readonly default: readonly Declaration[] }>>> = {
  axios: () => import('package-types:axios'),
  'date-fns': () => import('package-types:date-fns'),
  lodash: () => import('package-types:lodash'),
  luxon: () => import('package-types:luxon'),
  uuid: () => import('package-types:uuid'),
  zod: () => import('package-types:zod'),
}

/** The names of those packages that some of the texts seem to import, whole or a part of them. */
export function packagesIn(texts: readonly string[]): string[] {
  return Object.keys(packages).filter((name) => {
    const mentioned = new RegExp(`['"]${name}['"/]`)
    return texts.some((text) => mentioned.test(text))
  })
}

/** The declarations of such a package. */
export async function declarationsOfPackage(name: string): Promise<readonly Declaration[]> {
  return (await packages[name]?.())?.default ?? []
}
