/**
 * Where a key leads in a list of `count` rows, from the row at `index` (-1: none); `undefined` when it leads nowhere.
 * `page` is how many rows are in sight.
 */
export function rowAfterKey(key: string, index: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined
  const target = targetOf(key, index, count, Math.max(1, page - 1))
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target))
}

function targetOf(key: string, index: number, count: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1
    case 'ArrowUp':
      return index < 0 ? count - 1 : index - 1
    case 'PageDown':
      return index + page
    case 'PageUp':
      return index - page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
