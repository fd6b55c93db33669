const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * How long to wait before connecting again: doubles from half a second to half a minute, less up to half of it by
 * chance, so that many tabs of one relay do not come back in the same instant.
 *
 * @param failures how often connecting failed in a row, from 1
 * @param random 0 to 1
 */
export function retryDelayMs(failures: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
  return Math.round(longest * (1 - random / 2))
}
