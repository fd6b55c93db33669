/**
 * Splits a step into a deterministic and a random part: the level to step down to, and the noise to add there so that
 * the variance is that of `next`: down² + up² = next².
 *
 * @param eta share of the step's noise that is fresh, 0 … 1
 * @see Song et al. 2020, arXiv:2010.02502, eq. 16
 */
export function splitStep(sigma: number, next: number, eta: number): { down: number; up: number } {
  const up = Math.min(next, eta * (next / sigma) * Math.sqrt(sigma ** 2 - next ** 2))
  return { down: Math.sqrt(next ** 2 - up ** 2), up }
}
