import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { AppError } from '../../contract/errors.ts'

/** How late the event loop is. */
export interface LoopDelay {
  /** True while it was more than the limit late during the last second, on average or at its end. */
  isOverloaded(): boolean
  /** The refusal for new work while overloaded; null otherwise. */
  whyBusy(): AppError | null
  /** Of the last whole second, in milliseconds. @param quantile 0 to 1 */
  quantileMs(quantile: number): number
  close(): void
}

/** The part of Node's monitor that is used; nanoseconds. */
export interface DelayMonitor {
  readonly mean: number
  percentile(percent: number): number
  reset(): void
  enable(): void
  disable(): void
}

const SAMPLE_MS = 1000
const RESOLUTION_MS = 20
const NS_PER_MS = 1e6

/**
 * Watches the event loop.
 *
 * @param maxDelayMs later than this is overloaded
 */
export function watchLoopDelay(
  maxDelayMs = 1000,
  monitor: DelayMonitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
  sampleMs = SAMPLE_MS,
): LoopDelay {
  let delayMs = 0
  let lookedAt = performance.now()
  let quantiles = { 0.5: 0, 0.99: 0 }
  monitor.enable()
  const timer = setInterval(() => {
    // A stop that begins just after a reset escapes the monitor, but not this timer, which is late itself.
    const at = performance.now()
    const lateMs = at - lookedAt - sampleMs
    lookedAt = at
    // Without a sample there is no mean.
    delayMs = Math.max(lateMs, Number.isNaN(monitor.mean) ? 0 : lateness(monitor.mean))
    quantiles = { 0.5: lateness(monitor.percentile(50)), 0.99: lateness(monitor.percentile(99)) }
    monitor.reset()
  }, sampleMs)
  timer.unref()
  const isOverloaded = () => delayMs > maxDelayMs
  return {
    isOverloaded,
    whyBusy: () =>
      isOverloaded() ? new AppError('queue_full', 'The relay is overloaded; try again in a moment.') : null,
    quantileMs: (quantile) => (quantile > 0.5 ? quantiles[0.99] : quantiles[0.5]),
    close() {
      clearInterval(timer)
      monitor.disable()
    },
  }
}

/** The monitor counts its own resolution as delay. */
function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NS_PER_MS - RESOLUTION_MS)
}
