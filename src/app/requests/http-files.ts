import type { SourceFile } from '#durable/build.ts'
import { type FileRequest, parseHttpFile } from './http-file.ts'
import { filled, type RequestDraft } from './request-draft.ts'
import type { Lookup } from './variables.ts'

/** A `.http` file of the project that has requests. */
export interface RequestFile {
  readonly path: string
  readonly requests: readonly FileRequest[]
  /** The request as it is to be sent: with the variables of the file and the text of its body's file. */
  draftOf(request: FileRequest): RequestDraft
}

export function requestFilesOf(files: readonly SourceFile[]): RequestFile[] {
  return files
    .filter(({ path }) => /\.(?:http|rest)$/i.test(path))
    .map((file) => requestFileOf(file, files))
    .filter(({ requests }) => requests.length > 0)
}

function requestFileOf({ path, text }: SourceFile, files: readonly SourceFile[]): RequestFile {
  const { variables, requests } = parseHttpFile(text)
  const lookup: Lookup = (name) => variables.get(name)
  return {
    path,
    requests,
    draftOf({ draft, bodyFile }) {
      const folder = path.slice(0, path.lastIndexOf('/') + 1)
      const body = files.find((file) => file.path === folder + bodyFile || file.path === bodyFile)?.text
      return filled(body === undefined ? draft : { ...draft, body }, lookup)
    },
  }
}
