/** A piece of text to put into code, before the character at `at`. */
export interface Insertion {
  readonly at: number
  readonly text: string
  /** Of several at one place, the lower goes first: what ends an inner expression before what ends the outer one. */
  readonly rank: number
}

/** The code with all of it inserted. None of it may hold a line end: then every line stays where it is. */
export function inserted(code: string, insertions: readonly Insertion[]): string {
  const pieces: string[] = []
  let from = 0
  for (const { at, text } of insertions.toSorted((a, b) => a.at - b.at || a.rank - b.rank)) {
    pieces.push(code.slice(from, at), text)
    from = at
  }
  return pieces.join('') + code.slice(from)
}

/**
 * Whether a semicolon is implied at the end of an expression that a closing bracket put there would swallow: of `yield`
 * and `(next)()` on the next line it would make one call. Only for expressions after which nothing of the kind can follow.
 */
export function endsByItsLineEnd(code: string, end: number): boolean {
  return '([`+-/'.includes(nextCharacter(code, end))
}

/** The same for `count++`, which a sign or a slash on the next line goes on with. */
export function countEndsByItsLineEnd(code: string, end: number): boolean {
  return '([`'.includes(nextCharacter(code, end))
}

/** The next one that is code, or a blank at the end. */
function nextCharacter(code: string, from: number): string {
  spaceAndComments.lastIndex = from
  const skipped = spaceAndComments.exec(code)?.[0].length ?? 0
  return code.charAt(from + skipped) || ' '
}

const spaceAndComments = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*/y
