import { blend, type Latent } from '../math/vector.ts'
import type { Sampler } from './types.ts'
import { weightedSum, type Term } from './weighted-sum.ts'

/** Which B(h) the method is built with: `bh1` is h, `bh2` is e^h − 1. */
export type UniPcVariant = 'bh1' | 'bh2'

/** A level whose guess is known. */
interface Node {
  readonly sigma: number
  readonly denoised: Latent
}

/** How to get from one node to the next level: ready weights, so that predictor and corrector share them. */
interface Move {
  /** The first-order step, with which both begin. */
  readonly base: Latent
  /** B(h), the scale of everything that is added to it. */
  readonly scale: number
  /** Left sides of the two systems: each older node's place in units of the step, then the target's, 1. */
  readonly places: readonly number[]
  /** Right sides, one for each place. */
  readonly targets: readonly number[]
  readonly older: readonly Node[]
}

const MAX_ORDER = 3
/** log σ has no end at 0. */
const LAST_SIGMA = 0.001

/**
 * UniPC: a multistep predictor of third order, whose prediction is corrected with the guess made at it. That guess is
 * the next step's own, so there is one model call per step. No noise. A level that comes twice is visited once.
 *
 * It is written in "x₀ + σ·noise" units; in the variance-preserving ones of the paper both sides carry a factor α.
 *
 * @see Zhao et al. 2023, arXiv:2302.04867, Algorithms 1 and 2 and section 3.4 (data prediction, multistep)
 */
export function createUniPc(variant: UniPcVariant): Sampler {
  return async (denoise, start, sigmas, { onStep }) => {
    if (sigmas.length < 2) return start
    const levels = [...new Set(sigmas)].map((sigma) => (sigma === 0 ? LAST_SIGMA : sigma))
    const totalSteps = levels.length - 1
    const highest = Math.max(1, Math.min(MAX_ORDER, totalSteps - 1))
    let x = start
    let nodes: Node[] = [{ sigma: levels[0]!, denoised: await denoise(x, levels[0]!) }]
    for (let step = 0; step < totalSteps; step++) {
      const sigma = levels[step]!
      const next = levels[step + 1]!
      const denoised = nodes[0]!.denoised
      await onStep({ step, totalSteps, sigma, denoised })
      const order = step + 1 < highest ? step + 1 : Math.min(highest, totalSteps - step)
      const move = planMove({ x, nodes, next, order, variant })
      const predicted = predict(move, denoised)
      if (step + 1 === totalSteps) return predicted
      const found = await denoise(predicted, next)
      x = correct(move, denoised, found)
      nodes = [{ sigma: next, denoised: found }, ...nodes].slice(0, MAX_ORDER)
    }
    return x
  }
}

function planMove(from: {
  readonly x: Latent
  readonly nodes: readonly Node[]
  readonly next: number
  readonly order: number
  readonly variant: UniPcVariant
}): Move {
  const [here, ...others] = from.nodes
  const older = others.slice(0, from.order - 1)
  const h = Math.log(here!.sigma / from.next)
  const phi = Math.expm1(-h)
  const scale = from.variant === 'bh1' ? -h : phi
  const targets: number[] = []
  let factorial = 1
  let g = phi / -h - 1
  for (let k = 1; k <= from.order; k++) {
    factorial *= k
    targets.push((g * factorial) / scale)
    g = g / -h - 1 / (factorial * (k + 1))
  }
  return {
    base: blend(here!.denoised, from.x, from.next / here!.sigma),
    scale,
    places: [...older.map((node) => Math.log(here!.sigma / node.sigma) / h), 1],
    targets,
    older,
  }
}

function predict(move: Move, denoised: Latent): Latent {
  const { base, older, places, targets } = move
  if (older.length === 0) return base
  const weights = older.length === 1 ? [0.5] : solveMoments(places.slice(0, -1), targets.slice(0, -1))
  return weightedSum([[1, base], ...differences(move, denoised, weights)])
}

function correct(move: Move, denoised: Latent, found: Latent): Latent {
  const { base, scale, places, targets, older } = move
  const weights = older.length === 0 ? [0.5] : solveMoments(places, targets)
  const last = -scale * weights.at(-1)!
  return weightedSum([[1, base], ...differences(move, denoised, weights), [last, found], [-last, denoised]])
}

/** −B·Σ weight·(D_older − D)/place. */
function differences({ older, places, scale }: Move, denoised: Latent, weights: readonly number[]): Term[] {
  return older.flatMap((node, i): Term[] => {
    const weight = (-scale * weights[i]!) / places[i]!
    return [
      [weight, node.denoised],
      [-weight, denoised],
    ]
  })
}

/** Solves Σ_j places[j]^k · w[j] = targets[k] for k = 0, 1, …, for different places, by elimination with pivots. */
function solveMoments(places: readonly number[], targets: readonly number[]): number[] {
  const rows = targets.map((target, k) => [...places.map((place) => place ** k), target])
  const size = rows.length
  for (let column = 0; column < size; column++) {
    const pivot = rows.slice(column).reduce((a, b) => (Math.abs(b[column]!) > Math.abs(a[column]!) ? b : a))
    rows[rows.indexOf(pivot)] = rows[column]!
    rows[column] = pivot.map((value) => value / pivot[column]!)
    rows.forEach((row, i) => {
      if (i !== column) rows[i] = row.map((value, j) => value - row[column]! * rows[column]![j]!)
    })
  }
  return rows.map((row) => row[size]!)
}

/** UniPC with B(h) = h. */
export const sampleUniPc: Sampler = createUniPc('bh1')

/** UniPC with B(h) = e^h − 1. */
export const sampleUniPcBh2: Sampler = createUniPc('bh2')
