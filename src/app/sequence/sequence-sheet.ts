import type { Pen, Theme } from '#timeline/paint/pen.ts'
import { i18n } from '../i18n/i18n.ts'
import { cut, type Drawing } from '../pictures/drawing.ts'
import { type Message, ORCHESTRATOR, type Row, type Sequence } from './sequence-rows.ts'
import { labelOf, lifelineName } from './words.ts'

const LANE = 200
const HEAD = 32
const ROW = 26

/** More rows make a picture that no program opens. */
const MOST_ROWS = 500

/** The sequence diagram as a picture: all of it, or as much as a picture holds. */
export function sequenceSheet({ lifelines, rows }: Sequence, theme: Theme): Drawing {
  const shown = rows.slice(0, MOST_ROWS)
  const [width, bottom] = [lifelines.length * LANE, HEAD + shown.length * ROW]
  const rest = rows.length - shown.length
  return {
    width,
    height: bottom + (rest > 0 ? 2 * ROW : ROW),
    paint(pen) {
      pen.box(0, 0, width, bottom + 2 * ROW, theme.paper)
      lifelines.forEach((line, place) => {
        const name = cut(pen, lifelineName(line), LANE - 16)
        pen.text(name, middleOf(place) - pen.textWidth(name) / 2, HEAD / 2, theme.ink)
        pen.line(middleOf(place), HEAD, middleOf(place), bottom + ROW / 2, theme.line)
      })
      pen.line(0, HEAD - 0.5, width, HEAD - 0.5, theme.strongLine)
      shown.forEach((row, i) => paintRow(pen, row, HEAD + i * ROW, theme))
      if (rest > 0)
        pen.text(
          i18n._('… and {rest, number} more', { rest }),
          middleOf(ORCHESTRATOR) + 12,
          bottom + ROW,
          theme.quietInk,
        )
    },
  }
}

function middleOf(place: number): number {
  return place * LANE + LANE / 2
}

function paintRow(pen: Pen, row: Row, top: number, theme: Theme): void {
  if (row.kind === 'episode') {
    const x = middleOf(ORCHESTRATOR)
    pen.box(x - 5, top + 4, 10, ROW - 8, theme.accent, 2)
    pen.text(
      i18n._('Episode {number, number}', { number: row.episode.index + 1 }),
      x + 12,
      top + ROW / 2,
      theme.quietInk,
    )
    return
  }
  paintMessage(pen, row, top, theme)
}

/** A question is a full line, an answer a dashed one; a failure ends in a cross. */
function paintMessage(pen: Pen, row: Message, top: number, theme: Theme): void {
  const y = top + ROW - 5.5
  const [x1, x2] = [middleOf(row.from), middleOf(row.to)]
  const back = x2 > x1 ? -6 : 6
  const ink = row.hasFailed ? theme.status.failed : row.isAnswer ? theme.status.completed : theme.quietInk
  if (x1 === x2) pen.circle(x1, y, 4, ink)
  else pen.line(x1, y, x2, y, ink, row.isAnswer ? [4, 3] : [])
  if (row.hasFailed) {
    pen.line(x2 + back - 3, y - 4, x2 + back + 3, y + 4, ink)
    pen.line(x2 + back - 3, y + 4, x2 + back + 3, y - 4, ink)
  } else if (x1 !== x2)
    pen.path(
      [
        [x2 + back, y - 4],
        [x2, y],
        [x2 + back, y + 4],
      ],
      ink,
    )
  const room = Math.max(LANE, Math.abs(x2 - x1)) - 16
  pen.text(cut(pen, labelOf(row), room), Math.min(x1, x2) + 8, top + 9, theme.ink)
}
