import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '#durable/build.ts'
import { isWorthReading } from '#project/import-folder.ts'

/** The folder cannot be read as a function app. */
export class BadFolderError extends Error {
  override readonly name = 'BadFolderError'
}

/** The text files of a folder, by path, without what no import takes. Throws a {@link BadFolderError} when there is no such folder or nothing in it. */
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
  return readdirSync(join(folder, within))
    .map((name) => (within === '' ? name : `${within}/${name}`))
    .filter(isWorthReading)
    .flatMap((path) => {
      // A link to a folder may lead back to where it stands.
      const isLink = lstatSync(join(folder, path)).isSymbolicLink()
      const found = statSync(join(folder, path), { throwIfNoEntry: false })
      if (found?.isDirectory()) return isLink ? [] : pathsIn(folder, path)
      return found?.isFile() ? [path] : []
    })
}

/** Null for what is not UTF-8 text: pictures, archives. */
function textOf(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
