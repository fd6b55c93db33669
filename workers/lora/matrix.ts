/** Numbers with a shape. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Float32Array<ArrayBuffer>
}

/** How many numbers a shape has. */
export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** A tensor's first side; its rows when it is seen as a matrix. A single number is one row. */
export function rowsOf(shape: readonly number[]): number {
  return shape[0] ?? 1
}

/** The other sides together; its columns when it is seen as a matrix. */
export function columnsOf(shape: readonly number[]): number {
  return countOf(shape.slice(1))
}

/**
 * a·b, both seen as matrices: the first side are the rows, the others together the columns.
 *
 * @param a as many columns as `b` has rows
 */
export function multiply(a: Tensor, b: Tensor): Tensor {
  const shape = [rowsOf(a.shape), columnsOf(b.shape)]
  const values = new Float32Array(countOf(shape))
  addProduct(values, a, b, 1)
  return { shape, values }
}

/**
 * Adds a·b, times a factor, to as many numbers. A LoRA's rank is small, so that what costs is going over the numbers:
 * eight products at a time where there are as many, then four, then one.
 *
 * @param values changed in place
 */
export function addProduct(values: Float32Array, a: Tensor, b: Tensor, scale: number): void {
  const [rows, inner, columns] = [rowsOf(a.shape), columnsOf(a.shape), columnsOf(b.shape)]
  // In doubles, in which the sums are made, so that nothing is converted on the way.
  const factors = Float64Array.from(a.values, (value) => value * scale)
  const lines = new Float64Array(b.values)
  for (let row = 0; row < rows; row++) {
    const [from, to] = [row * columns, (row + 1) * columns]
    const last = (row + 1) * inner
    let at = row * inner
    let line = 0
    for (; at + 8 <= last; at += 8, line += 8 * columns) {
      const [a0, a1, a2, a3] = [factors[at]!, factors[at + 1]!, factors[at + 2]!, factors[at + 3]!]
      const [a4, a5, a6, a7] = [factors[at + 4]!, factors[at + 5]!, factors[at + 6]!, factors[at + 7]!]
      for (let i = from, j = line; i < to; i++, j++) {
        values[i]! +=
          a0 * lines[j]! +
          a1 * lines[j + columns]! +
          a2 * lines[j + 2 * columns]! +
          a3 * lines[j + 3 * columns]! +
          a4 * lines[j + 4 * columns]! +
          a5 * lines[j + 5 * columns]! +
          a6 * lines[j + 6 * columns]! +
          a7 * lines[j + 7 * columns]!
      }
    }
    for (; at + 4 <= last; at += 4, line += 4 * columns) {
      const [a0, a1, a2, a3] = [factors[at]!, factors[at + 1]!, factors[at + 2]!, factors[at + 3]!]
      for (let i = from, j = line; i < to; i++, j++) {
        values[i]! +=
          a0 * lines[j]! +
          a1 * lines[j + columns]! +
          a2 * lines[j + 2 * columns]! +
          a3 * lines[j + 3 * columns]!
      }
    }
    for (; at < last; at++, line += columns) {
      const factor = factors[at]!
      for (let i = from, j = line; i < to; i++, j++) values[i]! += factor * lines[j]!
    }
  }
}

/** Adds to `values` as many of `others`, times a factor. */
export function addScaled(values: Float32Array, others: Float32Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i]! += factor * others[i]!
}

/**
 * out[o, c, …] = Σᵢⱼ left[i, o] · core[i, j, …] · right[j, c]
 *
 * @param core four sides, the last two a kernel's
 */
export function contractCore(core: Tensor, left: Tensor, right: Tensor): Tensor {
  const [, inner = 1, height = 1, width = 1] = core.shape
  const [outer, columns] = [columnsOf(left.shape), columnsOf(right.shape)]
  const kernel = height * width
  // [o, j·…], then each kernel cell by itself: [o, c].
  const half = multiply(transpose(left), core)
  const values = new Float32Array(outer * columns * kernel)
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < inner; j++) {
      const from = (o * inner + j) * kernel
      for (let c = 0; c < columns; c++) {
        const factor = right.values[j * columns + c]!
        const to = (o * columns + c) * kernel
        for (let cell = 0; cell < kernel; cell++) values[to + cell]! += factor * half.values[from + cell]!
      }
    }
  }
  return { shape: [outer, columns, height, width], values }
}

/** Rows to columns, of a tensor seen as a matrix. */
export function transpose({ shape, values }: Tensor): Tensor {
  const [rows, columns] = [rowsOf(shape), columnsOf(shape)]
  const turned = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column]!
  }
  return { shape: [columns, rows], values: turned }
}

/**
 * The Kronecker product: every number of `a` times all of `b`.
 *
 * @param a two sides
 * @param b two sides, or four of which the last two stay as they are
 */
export function kron(a: Tensor, b: Tensor): Tensor {
  const [aRows = 1, aColumns = 1] = a.shape
  const [bRows = 1, bColumns = 1, ...kernel] = b.shape
  const cells = countOf(kernel)
  const columns = aColumns * bColumns
  const values = new Float32Array(a.values.length * b.values.length)
  for (let i = 0; i < aRows; i++) {
    for (let p = 0; p < bRows; p++) {
      for (let j = 0; j < aColumns; j++) {
        const factor = a.values[i * aColumns + j]!
        const to = ((i * bRows + p) * columns + j * bColumns) * cells
        const from = p * bColumns * cells
        for (let q = 0; q < bColumns * cells; q++) values[to + q] = factor * b.values[from + q]!
      }
    }
  }
  return { shape: [aRows * bRows, columns, ...kernel], values }
}
