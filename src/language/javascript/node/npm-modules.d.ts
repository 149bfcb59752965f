// The packages themselves, past Node's built-in modules of the same name.

declare module 'util/util.js' {
  import type * as util from 'node:util'
  const npmUtil: typeof util
  export default npmUtil
}

declare module 'url/url.js' {
  import type * as url from 'node:url'
  const npmUrl: typeof url
  export default npmUrl
}

/** The app's files by their paths; the compiler adds them to a build that has `fs`. */
declare module 'durable-playground/files' {
  const files: Readonly<Record<string, string>>
  export default files
}
