/** Items in order. Adding, removing and reading the first ones costs little however many there are. */
export interface SortedList<T> extends Iterable<T> {
  readonly size: number
  add(item: T): void
  /** Removes the item that compares equal; false when there is none. */
  delete(item: T): boolean
  first(): T | undefined
  reversed(): Iterable<T>
}

/** Items per block: large enough for few blocks, small enough that shifting one costs nothing. */
const BLOCK = 256

/**
 * Makes an empty list, kept as short sorted blocks.
 *
 * @param compare a total order in which different items are never equal; what it reads of an item must not change
 */
export function createSortedList<T>(compare: (a: T, b: T) => number): SortedList<T> {
  const blocks: T[][] = []
  let size = 0

  /** Index of the first of `count` places that is not before the item. */
  const search = (count: number, item: T, at: (index: number) => T): number => {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(at(middle), item) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
  const blockOf = (item: T) => search(blocks.length, item, (index) => blocks[index]!.at(-1)!)
  const placeIn = (block: readonly T[], item: T) => search(block.length, item, (index) => block[index]!)

  return {
    get size() {
      return size
    },
    add: (item) => {
      size += 1
      if (blocks.length === 0) return void blocks.push([item])
      const at = Math.min(blockOf(item), blocks.length - 1)
      const block = blocks[at]!
      block.splice(placeIn(block, item), 0, item)
      if (block.length > 2 * BLOCK) blocks.splice(at + 1, 0, block.splice(BLOCK))
    },
    delete: (item) => {
      const at = blockOf(item)
      const block = blocks[at]
      if (!block) return false
      const place = placeIn(block, item)
      if (place === block.length || compare(block[place]!, item) !== 0) return false
      block.splice(place, 1)
      if (block.length === 0) blocks.splice(at, 1)
      size -= 1
      return true
    },
    first: () => blocks[0]?.[0],
    *[Symbol.iterator]() {
      for (const block of blocks) yield* block
    },
    *reversed() {
      for (let at = blocks.length - 1; at >= 0; at--) {
        const block = blocks[at]!
        for (let place = block.length - 1; place >= 0; place--) yield block[place]!
      }
    },
  }
}
