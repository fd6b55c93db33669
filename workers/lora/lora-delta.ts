import type { LoraPart } from './lora-parts.ts'
import {
  addProduct,
  addScaled,
  columnsOf,
  contractCore,
  countOf,
  kron,
  multiply,
  rowsOf,
  transpose,
  type Tensor,
} from './matrix.ts'

type Shape = readonly number[]

/** Shapes of the tensors that a file has for one module. */
export type PartShapes = Partial<Readonly<Record<LoraPart, Shape>>>

/** The tensors of one change, read. */
export type Parts = Partial<Readonly<Record<LoraPart, Tensor>>>

/** One way to write down the change of a parameter. */
export interface LoraKind {
  readonly parameter: 'weight' | 'bias'
  /**
   * @param parts  what the file has for the module
   * @param target shape of the parameter
   * @returns the parts that make up a change of this kind; null when there is none, or it does not fit the parameter
   */
  partsOf(parts: PartShapes, target: Shape): readonly LoraPart[] | null
  /** The number that `alpha` is divided by; null where `alpha` has no meaning. */
  rank(parts: PartShapes): number | null
  /**
   * Adds the change, times a factor, to the parameter.
   *
   * @param weight the parameter as it is now; changed in place
   */
  addTo(weight: Tensor, parts: Parts, scale: number): void
}

/** Which parts of a list a file has all of. */
function allOf<P extends LoraPart>(parts: PartShapes, names: readonly P[]): Record<P, Shape> | null {
  return names.every((name) => parts[name]) ? (parts as Record<P, Shape>) : null
}

/** The parts of a change that was found to be of a kind: `partsOf` has seen that they are there. */
function have<P extends LoraPart>(parts: Parts, ..._names: readonly P[]): Record<P, Tensor> {
  return parts as Record<P, Tensor>
}

function isProduct(a: Shape, b: Shape, target: Shape): boolean {
  const inner = columnsOf(a) === rowsOf(b) && rowsOf(b) > 0
  return inner && rowsOf(a) === target[0] && rowsOf(a) * columnsOf(b) === countOf(target)
}

/** `left` and `right` hang on the first two sides of `core`, which brings the kernel. */
function isContraction(core: Shape, left: Shape, right: Shape, target: Shape): boolean {
  if (core.length !== 4 || target.length !== 4 || countOf(core) === 0) return false
  const result = [columnsOf(left), columnsOf(right), core[2], core[3]]
  return (
    rowsOf(left) === core[0] && rowsOf(right) === core[1] && result.every((side, i) => side === target[i])
  )
}

/** LoRA and LoCon: `up`·`down`, with `mid` a kernel between two 1 × 1 convolutions. */
const lora: LoraKind = {
  parameter: 'weight',
  partsOf: (parts, target) => {
    const own = allOf(parts, ['up', 'down'])
    if (!own || target.length < 2) return null
    if (!parts.mid) return isProduct(own.up, own.down, target) ? ['up', 'down'] : null
    const left = [columnsOf(own.up), rowsOf(own.up)]
    return isContraction(parts.mid, left, own.down, target) ? ['up', 'mid', 'down'] : null
  },
  rank: ({ down = [] }) => rowsOf(down),
  addTo: ({ values }, parts, scale) => {
    const { up, down } = have(parts, 'up', 'down')
    if (!parts.mid) addProduct(values, up, down, scale)
    else addScaled(values, contractCore(parts.mid, transpose(up), down).values, scale)
  },
}

/** LoHa: two low-rank products, multiplied number by number. */
const loha: LoraKind = {
  parameter: 'weight',
  partsOf: (parts, target) => {
    const own = allOf(parts, ['hada_w1_a', 'hada_w1_b', 'hada_w2_a', 'hada_w2_b'])
    if (!own || target.length < 2) return null
    const { hada_w1_a: a1, hada_w1_b: b1, hada_w2_a: a2, hada_w2_b: b2 } = own
    const { hada_t1: t1, hada_t2: t2 } = parts
    const names = ['hada_w1_a', 'hada_w1_b', 'hada_w2_a', 'hada_w2_b'] as const
    if (!t1 && !t2) return isProduct(a1, b1, target) && isProduct(a2, b2, target) ? names : null
    if (!t1 || !t2) return null
    const fits = isContraction(t1, a1, b1, target) && isContraction(t2, a2, b2, target)
    return fits ? [...names, 'hada_t1', 'hada_t2'] : null
  },
  rank: ({ hada_w1_b: b = [] }) => rowsOf(b),
  addTo: ({ values }, parts, scale) => {
    const own = have(parts, 'hada_w1_a', 'hada_w1_b', 'hada_w2_a', 'hada_w2_b')
    const one = lowRank(own.hada_w1_a, own.hada_w1_b, parts.hada_t1)
    const two = lowRank(own.hada_w2_a, own.hada_w2_b, parts.hada_t2)
    const change = one.values.map((value, i) => value * two.values[i]!)
    addScaled(values, change, scale)
  },
}

function lowRank(a: Tensor, b: Tensor, core: Tensor | undefined): Tensor {
  return core ? contractCore(core, a, b) : multiply(a, b)
}

/** The names and the shape of one of LoKr's two factors, which comes whole or as a product. */
function lokrFactor(
  parts: PartShapes,
  [whole, a, b, core]: readonly [LoraPart, LoraPart, LoraPart, LoraPart?],
): { readonly names: readonly LoraPart[]; readonly shape: Shape } | null {
  const [own, left, right] = [parts[whole], parts[a], parts[b]]
  if (own) return { names: [whole], shape: own }
  if (!left || !right) return null
  const middle = core && parts[core]
  if (core && middle) {
    const shape = [columnsOf(left), columnsOf(right), ...middle.slice(2)]
    return isContraction(middle, left, right, shape) ? { names: [a, b, core], shape } : null
  }
  const inner = columnsOf(left) === rowsOf(right) && rowsOf(right) > 0
  return inner ? { names: [a, b], shape: [rowsOf(left), columnsOf(right)] } : null
}

const LOKR_FIRST = ['lokr_w1', 'lokr_w1_a', 'lokr_w1_b'] as const
const LOKR_SECOND = ['lokr_w2', 'lokr_w2_a', 'lokr_w2_b', 'lokr_t2'] as const

/** LoKr: the Kronecker product of a small factor and a large one. */
const lokr: LoraKind = {
  parameter: 'weight',
  partsOf: (parts, target) => {
    const [first, second] = [lokrFactor(parts, LOKR_FIRST), lokrFactor(parts, LOKR_SECOND)]
    if (!first || !second || first.shape.length !== 2) return null
    if (second.shape.length !== 2 && second.shape.length !== 4) return null
    const fits = countOf(first.shape) * countOf(second.shape) === countOf(target)
    const rows = rowsOf(first.shape) * rowsOf(second.shape)
    return fits && rows === target[0] ? [...first.names, ...second.names] : null
  },
  // Where both factors are products, the second has the say.
  rank: ({ lokr_w1: w1, lokr_w1_b: b1, lokr_w2: w2, lokr_w2_b: b2 }) => {
    if (!w2 && b2) return rowsOf(b2)
    return !w1 && b1 ? rowsOf(b1) : null
  },
  addTo: ({ values }, parts, scale) => {
    const first = parts.lokr_w1 ?? multiply(parts.lokr_w1_a!, parts.lokr_w1_b!)
    const second = parts.lokr_w2 ?? lowRank(parts.lokr_w2_a!, parts.lokr_w2_b!, parts.lokr_t2)
    addScaled(values, kron(first, second).values, scale)
  },
}

/** GLoRA: a low-rank product, and another one of the weight itself. */
const glora: LoraKind = {
  parameter: 'weight',
  partsOf: (parts, target) => {
    const own = allOf(parts, ['a1', 'a2', 'b1', 'b2'])
    if (!own || target.length < 2 || !isProduct(own.b2, own.b1, target)) return null
    const width = columnsOf(target)
    const fits =
      rowsOf(own.a2) === width && columnsOf(own.a2) === rowsOf(own.a1) && columnsOf(own.a1) === width
    return fits ? ['a1', 'a2', 'b1', 'b2'] : null
  },
  rank: ({ a1 = [] }) => rowsOf(a1),
  addTo: (weight, parts, scale) => {
    const { a1, a2, b1, b2 } = have(parts, 'a1', 'a2', 'b1', 'b2')
    const own = multiply(weight, a2)
    addProduct(weight.values, own, a1, scale)
    addProduct(weight.values, b2, b1, scale)
  },
}

/** The whole difference, number by number. */
function whole(part: LoraPart, parameter: LoraKind['parameter']): LoraKind {
  return {
    parameter,
    partsOf: (parts, target) => {
      const shape = parts[part]
      const fits = shape && rowsOf(shape) === rowsOf(target) && countOf(shape) === countOf(target)
      return fits ? [part] : null
    },
    rank: () => null,
    addTo: ({ values }, parts, scale) => addScaled(values, parts[part]!.values, scale),
  }
}

/** All kinds of changes that LoRA files hold. A module may have several; each adds its own. */
export const LORA_KINDS: readonly LoraKind[] = [
  lora,
  loha,
  lokr,
  glora,
  whole('diff', 'weight'),
  whole('w_norm', 'weight'),
  whole('diff_b', 'bias'),
  whole('b_norm', 'bias'),
]
