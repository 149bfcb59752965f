const declaration = /^([^\S\n]*)(?:export[^\S\n]+)?(?:namespace|module)[^\S\n]+([\w.]+)[^\S\n]*\{(.*)$/gm

/**
 * The lines of `namespace X { … }` that hold values. Sucrase drops a namespace whole, which is right for one of
 * types only and would lose code without a word for the others.
 */
export function droppedNamespaces(source: string, output: string): number[] {
  if (!/\b(?:namespace|module)\b/.test(source)) return []
  const kept = output.split('\n')
  return [...source.matchAll(declaration)].flatMap((match) => {
    const [text, indent = '', name = '', rest = ''] = match
    const line = source.slice(0, match.index).split('\n').length
    // In a comment or a template it is text, and text is kept.
    if (kept[line - 1]?.includes(name)) return []
    const body = rest.includes('}') ? rest : blockAfter(source.slice(match.index + text.length), indent)
    return /\b(?:const|let|var|function|class|enum)\b/.test(body) ? [line] : []
  })
}

function blockAfter(source: string, indent: string): string {
  const end = source.indexOf(`\n${indent}}`)
  return end === -1 ? source : source.slice(0, end)
}
