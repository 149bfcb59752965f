/** The path of a blob trigger: which container it watches, and which blobs of it. */
export interface BlobPattern {
  readonly container: string
  /** What the path's parameters stand for in a blob's name; `undefined` when it is not one of these blobs. */
  match(name: string): Readonly<Record<string, string>> | undefined
}

/** Reads `container/folder/{name}.txt`. A container alone means all its blobs. Throws for a path that is none. */
export function blobPattern(path: string): BlobPattern {
  const { container, name } = splitBlobPath(path)
  const names: string[] = []
  const parts = name.split(/(\{[^{}]+\})/).map((part) => {
    const parameter = /^\{([^{}]+)\}$/.exec(part)?.[1]
    if (parameter === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    names.push(parameter)
    return '(.+)'
  })
  const pattern = new RegExp(`^${name === '' ? '.*' : parts.join('')}$`, 's')
  return {
    container,
    match(blob) {
      const values = pattern.exec(blob)?.slice(1)
      return values && Object.fromEntries(names.map((parameter, i) => [parameter, values[i] ?? '']))
    },
  }
}

/** `container/rest/of/it`, or just a container. Throws when the container's name cannot be one. */
export function splitBlobPath(path: string): { readonly container: string; readonly name: string } {
  const [container = '', ...rest] = path.replace(/^\/+/, '').split('/')
  const isName = /^(?:\$(?:root|web|logs)|[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9])$/.test(container)
  if (!isName)
    throw new Error(`Invalid blob path specified : '${path}'. Blob identifiers must be in the format 'container/blob'.`)
  return { container, name: rest.join('/') }
}
