/** A binary heap of lane numbers or the like: `pop` gives the least by `compare`. */
export interface Heap<T> {
  peek(): T | undefined
  push(item: T): void
  pop(): T | undefined
}

export function heapOf<T>(compare: (a: T, b: T) => number): Heap<T> {
  const items: T[] = []
  const isLess = (i: number, j: number) => {
    const [a, b] = [items[i], items[j]]
    return a !== undefined && b !== undefined && compare(a, b) < 0
  }
  const swap = (i: number, j: number) => {
    const [a, b] = [items[i], items[j]]
    if (a !== undefined && b !== undefined) [items[i], items[j]] = [b, a]
  }
  const rise = (i: number) => {
    for (let parent = (i - 1) >> 1; i > 0 && isLess(i, parent); i = parent, parent = (i - 1) >> 1) swap(i, parent)
  }
  const sink = (i: number) => {
    for (;;) {
      const left = 2 * i + 1
      const least = isLess(left + 1, left) ? left + 1 : left
      if (!isLess(least, i)) return
      swap(i, least)
      i = least
    }
  }
  return {
    peek: () => items[0],
    push(item) {
      items.push(item)
      rise(items.length - 1)
    },
    pop() {
      swap(0, items.length - 1)
      const least = items.pop()
      sink(0)
      return least
    },
  }
}
