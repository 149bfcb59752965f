/** A file of a function app: path relative to its root, with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** A file as the language worker loads it: the body of a CommonJS function, line for line the person's own. */
export interface CompiledModule {
  readonly path: string
  readonly code: string
}

/** The exact code that runs: sources, compiled modules, and which of them hold functions. */
export interface Build {
  /** SHA-256 of the sources, in hex. Every episode names its build. */
  readonly id: string
  readonly language: 'javascript' | 'python'
  readonly files: readonly SourceFile[]
  readonly modules: readonly CompiledModule[]
  /** The modules to load, in order; they reach the others by `require`. */
  readonly entries: readonly string[]
}

/** Something the person has to mend, at its place. Lines and columns count from 1. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
}
