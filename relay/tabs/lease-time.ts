import type { Capabilities } from '../../contract/protocol/capabilities.ts'
import type { JobNeeds } from './job-needs.ts'
import type { TabLimits } from './limits.ts'

/** How long steps take in one tab, model by model. */
export interface StepTimes {
  note(model: string, ms: number): void
  /** How long the tab may be silent about a job with this model before its lease is over. */
  ttlMs(model: string): number
}

/** Weight of the newest step in the moving average. */
const NEWEST = 0.3
const BASE_MS = 15_000
const STEPS_OF_SILENCE = 4

/** Before the first step is seen the shortest lease counts; loading has an allowance of its own. */
export function createStepTimes({ leaseMinMs, leaseMaxMs }: TabLimits): StepTimes {
  const averages = new Map<string, number>()
  return {
    note: (model, ms) => {
      const before = averages.get(model)
      averages.set(model, before === undefined ? ms : before + NEWEST * (ms - before))
    },
    ttlMs: (model) => {
      const wanted = BASE_MS + STEPS_OF_SILENCE * (averages.get(model) ?? 0)
      return Math.min(Math.max(wanted, leaseMinMs), leaseMaxMs)
    },
  }
}

/** AI Horde grants two seconds a step for 512 × 512 pixels. */
const SECONDS_PER_MEGAPIXEL_STEP = 2 / 0.262144
/** Over the measured speed; and over the Horde's for a processor whose speed nobody has measured. */
const PATIENCE = 4
const PROCESSOR_PATIENCE = 10
const START_MS = 30_000

/**
 * How long a job may take in all, however alive its tab seems. Generous: it is there for jobs that would never end.
 *
 * @returns milliseconds from the moment it is lent
 */
export function longestRunMs(needs: JobNeeds, capabilities: Capabilities, limits: TabLimits): number {
  const { secondsPerMegapixelStep: measured, device } = capabilities
  const unmeasured =
    device.backend === 'wasm' ? SECONDS_PER_MEGAPIXEL_STEP * PROCESSOR_PATIENCE : SECONDS_PER_MEGAPIXEL_STEP
  const seconds = measured === null ? unmeasured : Math.max(SECONDS_PER_MEGAPIXEL_STEP, measured * PATIENCE)
  return START_MS + limits.loadMs + needs.work * seconds * 1000
}
