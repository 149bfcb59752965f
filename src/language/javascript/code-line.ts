import type { CodeLine } from '#durable/trace.ts'

const paths = new Map<string, string>()

/** How a module is named in stacks: a name may hold no blanks there. The lines of a package are nobody's to mend. */
export function sourceUrl(path: string): string {
  const url = encodeURI(path)
  if (!path.startsWith('node_modules/')) paths.set(url, path)
  return url
}

/** The first line of the person's own code in an error's stack, in any engine's spelling of stacks. */
export function codeLineOf(error: unknown): CodeLine | undefined {
  const stack = stackOf(error)
  for (const [, url = '', line] of stack.matchAll(/(?:^|[\s(@])([^\s()@]+?):(\d+)(?::\d+)?\)?$/gm)) {
    const path = paths.get(url) ?? paths.get(afterRoot(url))
    if (path !== undefined) return { file: path, line: Number(line) }
  }
  return undefined
}

/** The stack as the person should read it: without our own frames, their files under their own names. */
export function readableStack(error: unknown): string {
  const lines = stackOf(error)
    .split('\n')
    .filter((line) => !line.includes('blob:'))
  return lines.map((line) => line.replace(/[^\s()@]+%[^\s()@]+?(?=:\d)/g, (url) => paths.get(url) ?? url)).join('\n')
}

/** Engines may show a source URL resolved against the page's or a blob's. */
function afterRoot(url: string): string {
  return [...paths.keys()].find((path) => url.endsWith(`/${path}`)) ?? url
}

function stackOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack ?? '') : ''
  } catch {
    return ''
  }
}
