/** The rows `[first, end)` to draw for a view of `height` scrolled to `top`, with some to spare on both sides. Pixels and rows. */
export function rowsInView(
  top: number,
  height: number,
  rowHeight: number,
  count: number,
): [first: number, end: number] {
  const spare = 8
  const first = Math.max(0, Math.floor(top / rowHeight) - spare)
  return [Math.min(first, count), Math.min(count, Math.ceil((top + height) / rowHeight) + spare)]
}

/** Where to scroll so that the row is in view: `top` itself when it already is. Pixels. */
export function scrolledTo(index: number, top: number, height: number, rowHeight: number): number {
  const above = index * rowHeight
  if (above < top) return above
  const below = above + rowHeight - height
  return below > top ? below : top
}
