import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

const KB = 1024

/** Fails the build when what the page needs before its first paint exceeds `limitKb` of gzip, naming the largest chunks. */
export function entryBudget(limitKb: number): Plugin {
  return {
    name: 'entry-budget',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const entry of Object.values(bundle).filter(isEntry)) {
        const sizes = staticGraph(entry.fileName, bundle).map((chunk) => ({ name: chunk.fileName, kb: gzipKb(chunk) }))
        const total = sizes.reduce((sum, { kb }) => sum + kb, 0)
        if (total > limitKb) this.error(overBudget(entry.fileName, total, limitKb, sizes))
        this.info(`${entry.fileName} and what it imports statically: ${total.toFixed(1)} of ${limitKb} KB gzip`)
      }
    },
  }
}

/** The chunk itself and every chunk it reaches by static imports, each once. */
export function staticGraph(fileName: string, bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const reached = new Set([fileName])
  for (const name of reached) for (const imported of chunkOf(bundle, name)?.imports ?? []) reached.add(imported)
  return [...reached].flatMap((name) => chunkOf(bundle, name) ?? [])
}

function chunkOf(bundle: Rolldown.OutputBundle, name: string): Rolldown.OutputChunk | undefined {
  const output = bundle[name]
  return output?.type === 'chunk' ? output : undefined
}

function isEntry(output: Rolldown.OutputChunk | Rolldown.OutputAsset): output is Rolldown.OutputChunk {
  return output.type === 'chunk' && output.isEntry
}

function gzipKb(chunk: Rolldown.OutputChunk): number {
  return gzipSync(chunk.code).length / KB
}

function overBudget(
  entry: string,
  total: number,
  limitKb: number,
  sizes: readonly { readonly name: string; readonly kb: number }[],
): string {
  const largest = sizes.toSorted((a, b) => b.kb - a.kb).slice(0, 8)
  const lines = largest.map(({ name, kb }) => `  ${kb.toFixed(1).padStart(7)} KB  ${name}`)
  return [
    `${entry} imports ${total.toFixed(1)} KB gzip statically; the limit is ${limitKb} KB. The largest:`,
    ...lines,
  ].join('\n')
}
