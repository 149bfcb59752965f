import type { CompiledMessage, CompiledMessageToken } from '@lingui/message-utils/compileMessage'

/**
 * Compiles the ICU messages that the app is written in: `{name}`, `{size, number}`, `{count, plural, one {# file} other {# files}}` and
 * `select`. Lingui's own compiler does more and weighs 7 KB of the first paint; a message it alone would know throws.
 */
export function compileMessage(message: string): CompiledMessage {
  const [parts, end] = parse(message, 0, false)
  if (end !== message.length) throw new SyntaxError(`A } too many in "${message}"`)
  return parts
}

function parse(text: string, from: number, isPlural: boolean): [parts: CompiledMessageToken[], end: number] {
  const parts: CompiledMessageToken[] = []
  let at = from
  while (at < text.length && text[at] !== '}') {
    if (text[at] === '{') {
      const [part, end] = parseValue(text, at)
      parts.push(part)
      at = end
    } else if (isPlural && text[at] === '#') {
      parts.push('#')
      at += 1
    } else {
      const end = nextSpecial(text, at, isPlural)
      parts.push(text.slice(at, end))
      at = end
    }
  }
  return [parts, at]
}

const argument = /\{\s*(\w+)\s*(?:,\s*(plural|select|number)\s*)?\s*/y
const choice = /\s*(=?\w+)\s*\{/y
const comma = /\s*,/y
const closing = /\s*\}/y

function parseValue(text: string, at: number): [part: CompiledMessageToken, end: number] {
  const [, name = '', format] = matchAt(argument, text, at)
  if (format === undefined) {
    matchAt(closing, text, argument.lastIndex)
    return [[name], closing.lastIndex]
  }
  if (format === 'number') {
    matchAt(closing, text, argument.lastIndex)
    return [[name, format], closing.lastIndex]
  }
  matchAt(comma, text, argument.lastIndex)
  const choices: Record<string, CompiledMessage> = {}
  let end = comma.lastIndex
  while (!isAt(closing, text, end)) {
    const [, key = ''] = matchAt(choice, text, end)
    const [parts, close] = parse(text, choice.lastIndex, format === 'plural')
    choices[key.replace('=', '')] = parts
    end = close + 1
  }
  return [[name, format, choices], closing.lastIndex]
}

function nextSpecial(text: string, from: number, isPlural: boolean): number {
  const found = text.slice(from).search(isPlural ? /[{}#]/ : /[{}]/)
  return found < 0 ? text.length : from + found
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  if (found === null) throw new SyntaxError(`Not a message, at ${at}: "${text}"`)
  return found
}
