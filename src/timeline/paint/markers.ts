import type { Span } from '../model/span.ts'
import type { PaintBar } from './bars.ts'
import type { Pen } from './pen.ts'
import type { Place } from './scene.ts'
import { arrow, diamond, envelope, pages, rewindSign, square } from './signs.ts'

/** Where there is no room for a sign, a point is a diamond. */
const SIGN_MIN_HEIGHT = 10

type Sign = (pen: Pen, x: number, y: number, ink: string, paper: string) => void

function marker(sign: Sign): PaintBar {
  return (pen, span, { left, right, y, height }, { theme }) => {
    const [x, middle] = [(left + right) / 2, y + height / 2]
    const ink = theme.status[span.status]
    if (height < SIGN_MIN_HEIGHT) diamond(pen, x, middle, Math.max(2, height / 2), ink)
    else sign(pen, x, middle, ink, theme.paper)
  }
}

export const paintArrival = marker(envelope)
export const paintMessage = marker(arrow)
export const paintSignal = marker((pen, x, y, ink) => diamond(pen, x, y, 5, ink))
export const paintOther = marker((pen, x, y, ink) => pen.circle(x, y, 3.5, ink))
const terminated = marker(square)
const rewound = marker(rewindSign)
const continued = marker(pages)

/** The point in the row of a command; the line over all rows belongs to it. */
export const paintCommand: PaintBar = (pen, span: Span, place: Place, around) => {
  const paint = span.name === 'rewind' ? rewound : span.name === 'continueAsNew' ? continued : terminated
  paint(pen, span, place, around)
}
