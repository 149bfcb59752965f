import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '#durable/build.ts'

/** The folder cannot be read as a function app. */
export class BadFolderError extends Error {
  override readonly name = 'BadFolderError'
}

/** Folders that no function app keeps its sources in, and that may hold very many files. */
const skipped: ReadonlySet<string> = new Set(['node_modules', 'dist', '.git', '.venv', '__pycache__'])

/** The text files of a folder, by path. Throws a {@link BadFolderError} when there is no such folder or nothing in it. */
export function readFolder(folder: string): SourceFile[] {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found) throw new BadFolderError(`There is no folder ${folder}.`)
  if (!found.isDirectory()) throw new BadFolderError(`${folder} is a file, not a folder.`)
  const files = pathsIn(folder, '').flatMap((path) => {
    const text = textOf(readFileSync(join(folder, path)))
    return text === null ? [] : [{ path, text }]
  })
  if (files.length === 0) throw new BadFolderError(`${folder} holds no files.`)
  return files
}

function pathsIn(folder: string, within: string): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = within === '' ? entry.name : `${within}/${entry.name}`
    const isFolder = entry.isSymbolicLink() ? statSync(join(folder, path), { throwIfNoEntry: false }) : entry
    if (isFolder?.isDirectory()) return skipped.has(entry.name) || entry.isSymbolicLink() ? [] : pathsIn(folder, path)
    return isFolder?.isFile() ? [path] : []
  })
}

/** Null for what is not UTF-8 text: pictures, archives. A byte order mark is dropped. */
function textOf(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
