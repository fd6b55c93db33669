/** More threads than this bring nothing for networks of this kind, and the browser wants cores too. */
const MOST = 8

/**
 * How many WASM threads to use.
 *
 * @param cores    `navigator.hardwareConcurrency`
 * @param isolated whether shared memory is allowed; without it there is one thread
 * @param wished   a person's choice, or null
 */
export function chooseThreads(cores: number, isolated: boolean, wished: number | null): number {
  if (!isolated) return 1
  return Math.max(1, Math.min(wished ?? cores, cores, MOST))
}
