import type { Pen } from '#timeline/paint/pen.ts'

/** Something that can be drawn with any pen: on a canvas, or into a file. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly paint: (pen: Pen) => void
}

const segmenter = new Intl.Segmenter()

/** As much of a text as fits, with an ellipsis where it was cut; never half a character. */
export function cut(pen: Pen, text: string, room: number): string {
  if (pen.textWidth(text) <= room) return text
  const characters = Array.from(segmenter.segment(text.slice(0, 400)), ({ segment }) => segment)
  while (characters.length > 0 && pen.textWidth(`${characters.join('')}…`) > room)
    characters.length = Math.floor(characters.length * 0.9)
  return characters.length === 0 ? '' : `${characters.join('')}…`
}
