/** The rows of a CSV text (RFC 4180), each by the names of its first line. A quoted field may hold commas, quotes and line ends. */
export function csvRows(text: string): Record<string, string>[] {
  const [head = [], ...lines] = records(text.replace(/^\ufeff/, ''))
  return lines
    .filter((line) => line.length > 1 || line[0] !== '')
    .map((line) => Object.fromEntries(head.map((name, i) => [name, line[i] ?? ''])))
}

/** One field and what ends it. A quote inside a quoted field is doubled. */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y

function records(text: string): string[][] {
  const all: string[][] = []
  let record: string[] = []
  field.lastIndex = 0
  while (field.lastIndex < text.length || record.length > 0) {
    const match = field.exec(text)
    if (!match) throw new SyntaxError(`A quotation mark is out of place in line ${all.length + 1}.`)
    const [, quoted, plain = '', end] = match
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    all.push(record)
    record = []
    if (end === '') break
  }
  return all
}
