/** One exchange of the document: a request, and all that is answered, whole. */
export interface Exchange {
  /** What the document says before it. */
  readonly says: string
  /** How it is to be asked: by the door alone, over `fetch` alone, or again and again until the answer is this one. */
  readonly how: ReadonlySet<'door' | 'fetch' | 'eventually'>
  readonly method: string
  /** From the first slash on. */
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | null
  /** The answer as {@link inWords} says one. */
  readonly answer: string
}

/** Where the answers come from: the door itself, or a page's `fetch`. */
export type Ask = (request: Pick<Exchange, 'method' | 'path' | 'headers' | 'body'>) => Promise<{
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly text: string
}>

/** The blocks of `http`, each with the words before it. */
function exchangesOf(markdown: string): Exchange[] {
  const found = markdown.matchAll(/([^`]*?)\n```http([a-z ]*)\n(.*?)\n```/gs)
  return [...found].map(([, words = '', how = '', text = '']) => {
    const [request = '', answer = ''] = text.split(/^(?=HTTP )/m)
    const { first, headers, body } = partsOf(request)
    const [method = '', path = ''] = first.split(' ')
    return {
      says: words.trim().split('\n').at(-1) ?? '',
      how: new Set(how.split(' ').filter((word) => word !== '')) as Exchange['how'],
      method,
      path,
      headers,
      body: body === '' ? null : body,
      answer: answerInWords(answer),
    }
  })
}

/** The function app that is asked: the document's blocks of code and settings. */
export function appOf(markdown: string): Readonly<Record<'src/functions/app.js' | 'local.settings.json', string>> {
  const block = (language: string) => new RegExp(`\\n\`\`\`${language}\\n(.*?)\\n\`\`\``, 's').exec(markdown)?.[1] ?? ''
  return { 'src/functions/app.js': block('js'), 'local.settings.json': block('json') }
}

/** The document's two chapters: what is answered while the app runs, and what when nobody runs it. */
export function chaptersOf(markdown: string): { readonly running: Exchange[]; readonly stopped: Exchange[] } {
  const [running = '', stopped = ''] = markdown.split('\n## When nobody runs the app\n')
  return { running: exchangesOf(running), stopped: exchangesOf(stopped) }
}

/** Text of a request or an answer: its first line, its headers, and what comes after an empty line. */
function partsOf(text: string) {
  const [head = '', ...rest] = text.split('\n\n')
  const [first = '', ...lines] = head.trim().split('\n')
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(': ')
    return [name, value.join(': ')] as const
  })
  return { first, headers, body: rest.join('\n\n').trim() }
}

function answerInWords(text: string): string {
  const { first, headers, body } = partsOf(text)
  return inWords({ status: Number(first.split(' ')[1]), headers, text: isJson(body) ? oneLine(body) : body })
}

function isJson(text: string): boolean {
  return /^[[{]/.test(text)
}

function oneLine(json: string): string {
  return JSON.stringify(JSON.parse(json))
}

/** An answer as text, to be compared whole: headers in the order of their names, what differs each time by a word for it. */
export function inWords({ status, headers, text }: Awaited<ReturnType<Ask>>): string {
  const pairs = [...new Headers(headers.map(([name, value]): [string, string] => [name, value]))]
  return timeless([`HTTP ${status}`, ...pairs.map(([name, value]) => `${name}: ${value}`), '', text].join('\n'))
}

function timeless(text: string): string {
  return text
    .replace(/(?:\\n {4}at [^"\\]*)+/g, '{stack}')
    .replace(
      /(Could not parse JSON content: |"ExceptionMessage":")[^"]*(?="[^}]*JsonReaderException|"})/g,
      '$1{problem}',
    )
    .replace(/code=[\da-f]{32}/g, 'code={key}')
    .replace(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g, '{guid}')
    .replace(/\b[\da-f]{32}\b/g, '{id}')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, '{time, exact}')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '{time}')
}
