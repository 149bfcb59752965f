import { type AnyNode, Parser } from 'acorn'
import { tsPlugin } from '@sveltejs/acorn-typescript'
import type { SourceFile } from '#durable/build.ts'

const TypeScript = Parser.extend(tsPlugin())
const TypeScriptJsx = Parser.extend(tsPlugin({ jsx: {} }))

/** The tree of a file as it is written, types and all; `undefined` when it does not parse. */
export function parseSource({ path, text }: SourceFile): AnyNode | undefined {
  const parser = /\.[cm]?ts$/.test(path) ? TypeScript : /\.[jt]sx$/.test(path) ? TypeScriptJsx : Parser
  return parsed(parser, text, 'module') ?? parsed(parser, text, 'script')
}

function parsed(parser: typeof Parser, text: string, sourceType: 'module' | 'script'): AnyNode | undefined {
  try {
    return parser.parse(text, {
      ecmaVersion: 'latest',
      sourceType,
      allowReturnOutsideFunction: true,
      allowHashBang: true,
      locations: true,
    })
  } catch {
    return undefined
  }
}
