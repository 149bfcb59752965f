/**
 * A text as one line. What cannot be seen, or turns the writing around it, becomes a space; the joiners stay that emoji and
 * Persian words are made with.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/(?:(?![\u200c\u200d])[\p{C}\s])+/gu, ' ').trim()
}
