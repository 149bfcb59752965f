import type { Build, SourceFile } from '#durable/build.ts'

/** A function app to begin from: real files, in a folder of the same name beside this one. */
export interface Sample {
  readonly id: string
  readonly title: string
  readonly language: 'typescript' | Build['language']
  /** Its files by path, fetched when asked for. */
  load(): Promise<SourceFile[]>
}

type Texts = Record<string, () => Promise<string>>

/** In the order they are shown. An id is part of addresses, and stays. */
export const samples: readonly Sample[] = [
  sample(
    { id: 'hello-cities-typescript', title: 'Hello Cities', language: 'typescript' },
    import.meta.glob<string>(['./hello-cities-typescript/**/*', '!**/node_modules/**'], {
      query: '?raw',
      import: 'default',
    }),
  ),
  sample(
    { id: 'hello-cities-javascript', title: 'Hello Cities', language: 'javascript' },
    import.meta.glob<string>(['./hello-cities-javascript/**/*', '!**/node_modules/**'], {
      query: '?raw',
      import: 'default',
    }),
  ),
]

function sample(about: Omit<Sample, 'load'>, texts: Texts): Sample {
  const root = `./${about.id}/`
  const load = () =>
    Promise.all(
      Object.entries(texts).map(async ([key, text]) => ({ path: key.slice(root.length), text: await text() })),
    )
  return { ...about, load }
}
