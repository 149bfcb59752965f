/**
 * Moves the focus among the focusable parts of a widget with the arrow keys, Home and End; true when it did.
 * `parts` is a selector; where it goes, the widget decides what else happens.
 */
export function moveFocus(event: React.KeyboardEvent, parts: string, axis: 'row' | 'column'): HTMLElement | null {
  const elements = [...event.currentTarget.querySelectorAll<HTMLElement>(parts)]
  const at = elements.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return null
  const to = target(event, at, elements.length, axis)
  const element = to === null ? undefined : elements[to]
  if (element === undefined) return null
  event.preventDefault()
  element.focus()
  return element
}

function target(event: React.KeyboardEvent, at: number, count: number, axis: 'row' | 'column'): number | null {
  const isReversed = axis === 'row' && getComputedStyle(event.currentTarget).direction === 'rtl'
  const [back, forth] = axis === 'column' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
  switch (event.key) {
    case isReversed ? forth : back:
      return (at - 1 + count) % count
    case isReversed ? back : forth:
      return (at + 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
