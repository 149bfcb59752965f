import type { CompiledModule, SourceFile } from '#durable/build.ts'

/** The files of a distribution: paths below `site-packages`, and texts. */
type PackageFiles = readonly (readonly [path: string, text: string])[]

interface Distribution {
  readonly load: () => Promise<{ readonly default: PackageFiles }>
  /** Others that it imports. */
  readonly needs?: readonly string[]
}

/**
 * What an app in Python gets when its requirements.txt names it, by names as pip compares them: small packages without
 * machine code, as they are on PyPI, whatever version is asked for. Each is fetched when it is needed.
 */
const distributions: Readonly<Record<string, Distribution>> = {
  attrs: { load: () => import('python-package:attrs') },
  jinja2: { load: () => import('python-package:jinja2'), needs: ['markupsafe'] },
  markupsafe: { load: () => import('python-package:markupsafe') },
  'python-dateutil': { load: () => import('python-package:python-dateutil'), needs: ['six'] },
  'python-dotenv': { load: () => import('python-package:python-dotenv') },
  pyyaml: { load: () => import('python-package:pyyaml') },
  six: { load: () => import('python-package:six') },
  tabulate: { load: () => import('python-package:tabulate') },
  'typing-extensions': { load: () => import('python-package:typing-extensions') },
}

/** Their names, for people. */
export const pythonPackages: readonly string[] = Object.keys(distributions)

/** Where Azure has what pip installed. */
const SITE_PACKAGES = '.python_packages/lib/site-packages/'

/** The modules of the packages that the app's requirements.txt names and that there are here. */
export async function packageModules(files: readonly SourceFile[]): Promise<CompiledModule[]> {
  const wanted = new Set(requiredNames('requirements.txt', files, new Set()))
  for (const name of wanted) distributions[name]?.needs?.forEach((other) => wanted.add(other)) // a set grows as it is walked
  const known = [...wanted].flatMap((name) => (Object.hasOwn(distributions, name) ? [distributions[name]] : []))
  const found = await Promise.all(known.map(async (each) => (await each?.load())?.default ?? []))
  return found.flat().map(([path, code]) => ({ path: SITE_PACKAGES + path, code }))
}

function requiredNames(path: string, files: readonly SourceFile[], seen: Set<string>): string[] {
  const text = files.find((file) => file.path === path)?.text
  if (text === undefined || seen.has(path)) return []
  seen.add(path)
  return text.split('\n').flatMap((line) => {
    const [, nested] = /^\s*(?:-r|--requirement)[\s=]+(\S+)/.exec(line) ?? []
    if (nested !== undefined) return requiredNames(nested.replace(/^\.\//, ''), files, seen)
    const [, name] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:[[;#@=<>!~]|$)/.exec(line) ?? []
    return name === undefined ? [] : [name.replace(/[-_.]+/g, '-').toLowerCase()]
  })
}
