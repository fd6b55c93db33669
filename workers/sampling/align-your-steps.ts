/** The model families with levels of their own. */
export type AlignedFamily = keyof typeof TABLES

const TABLES = {
  sdxl: [
    14.6146412293, 6.3184485287, 3.7681790315, 2.1811480769, 1.3405244945, 0.8620721141, 0.5550693289,
    0.3798540708, 0.2332364134, 0.1114188177, 0.0291671582,
  ],
  sd1: [
    14.6146412293, 6.4745760956, 3.8636745985, 2.694615152, 1.8841921177, 1.3943805092, 0.9642583904,
    0.6523686016, 0.3977456272, 0.1515232662, 0.0291671582,
  ],
} as const satisfies Record<string, readonly number[]>

/**
 * Levels found by search for ten steps of one model family, and interpolated in log σ for other counts.
 *
 * @param steps how many levels are wanted, an integer ≥ 1
 * @returns decreasing levels, `steps` + 1 entries; the smallest of the table gives way to the final 0
 * @see Sabour et al. 2024, arXiv:2404.14507, with the ten-step levels its authors published
 */
export function alignYourSteps(family: AlignedFamily, steps: number): Float64Array {
  const logs = TABLES[family].map(Math.log)
  const last = logs.length - 1
  const levels = Float64Array.from({ length: steps + 1 }, (_, i) => {
    const position = (i / steps) * last
    const low = Math.min(last - 1, Math.floor(position))
    return Math.exp(logs[low]! + (position - low) * (logs[low + 1]! - logs[low]!))
  })
  levels[steps] = 0
  return levels
}
