import type { Pen } from './pen.ts'

// Small signs around a point: what a bar or a marker is, for those who cannot tell colours apart.

export function cross(pen: Pen, x: number, y: number, ink: string): void {
  pen.line(x - 3, y - 3, x + 3, y + 3, ink)
  pen.line(x - 3, y + 3, x + 3, y - 3, ink)
}

export function clock(pen: Pen, x: number, y: number, ink: string): void {
  pen.circle(x, y, 4, ink)
  pen.path(
    [
      [x, y - 2.5],
      [x, y],
      [x + 2, y],
    ],
    ink,
  )
}

export function flash(pen: Pen, x: number, y: number, ink: string): void {
  pen.area(
    [
      [x + 1.5, y - 6],
      [x - 3.5, y + 1],
      [x - 0.5, y + 1],
      [x - 1.5, y + 6],
      [x + 3.5, y - 1],
      [x + 0.5, y - 1],
    ],
    ink,
  )
}

export function padlock(pen: Pen, x: number, y: number, ink: string): void {
  pen.circle(x, y - 1.5, 2, ink)
  pen.box(x - 3, y - 1, 6, 4.5, ink, 1)
}

export function envelope(pen: Pen, x: number, y: number, ink: string, paper: string): void {
  pen.box(x - 6, y - 4.5, 12, 9, ink, 1.5)
  pen.path(
    [
      [x - 5, y - 3],
      [x, y + 1],
      [x + 5, y - 3],
    ],
    paper,
  )
}

export function diamond(pen: Pen, x: number, y: number, radius: number, ink: string): void {
  pen.area(
    [
      [x, y - radius],
      [x + radius, y],
      [x, y + radius],
      [x - radius, y],
    ],
    ink,
  )
}

/** Points to the right: something leaves. */
export function arrow(pen: Pen, x: number, y: number, ink: string): void {
  pen.area(
    [
      [x - 5, y - 4.5],
      [x + 5, y],
      [x - 5, y + 4.5],
      [x - 2.5, y],
    ],
    ink,
  )
}

/** Points to the left, twice: time was turned back. */
export function rewindSign(pen: Pen, x: number, y: number, ink: string): void {
  for (const left of [x - 5, x]) {
    pen.area(
      [
        [left + 5, y - 4],
        [left, y],
        [left + 5, y + 4],
      ],
      ink,
    )
  }
}

export function square(pen: Pen, x: number, y: number, ink: string): void {
  pen.box(x - 4, y - 4, 8, 8, ink, 1)
}

/** A page that ends, and another that begins. */
export function pages(pen: Pen, x: number, y: number, ink: string): void {
  pen.box(x - 4, y - 5, 2, 10, ink)
  pen.box(x + 2, y - 5, 2, 10, ink)
}
