import { monitorEventLoopDelay } from 'node:perf_hooks'
import { AppError } from '../../contract/errors.ts'

/** How late the event loop is. */
export interface LoopDelay {
  /** True while it was more than the limit late on average during the last second. */
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
  let meanMs = 0
  let quantiles = { 0.5: 0, 0.99: 0 }
  monitor.enable()
  const timer = setInterval(() => {
    // Without a sample there is no mean. The monitor counts its own resolution as delay.
    meanMs = Number.isNaN(monitor.mean) ? 0 : lateness(monitor.mean)
    quantiles = { 0.5: lateness(monitor.percentile(50)), 0.99: lateness(monitor.percentile(99)) }
    monitor.reset()
  }, sampleMs)
  timer.unref()
  const isOverloaded = () => meanMs > maxDelayMs
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

function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NS_PER_MS - RESOLUTION_MS)
}
