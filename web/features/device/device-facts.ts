import type { DeviceReport } from '../../../contract/device.ts'
import type { ModelStatus, StorageReport } from '../../../contract/studio.ts'
import { usualStepMs, type Preferences } from '../../state/preferences.ts'

/** What the browser says of itself. */
export interface BrowserFacts {
  readonly userAgent: string
  readonly cores: number
  /** In GB, as coarse as browsers tell it; null where they do not. */
  readonly memoryGb: number | null
  readonly hasWebGpu: boolean
  readonly isIsolated: boolean
}

/** Everything a device report holds, as it is copied as JSON. */
export interface DeviceFacts {
  readonly app: string
  readonly browser: BrowserFacts
  readonly device: DeviceReport | null
  readonly storage: StorageReport | null
  readonly models: readonly {
    readonly id: string
    readonly state: ModelStatus['state']
    readonly storedBytes: number
    readonly totalBytes: number
  }[]
  /** Usual milliseconds of a step: backend, model and size. */
  readonly speeds: readonly { readonly what: string; readonly stepMs: number }[]
}

/** Puts a report together. Nothing in it names the person or what was made. */
export function deviceFacts(parts: {
  readonly app: string
  readonly browser: BrowserFacts
  readonly device: DeviceReport | null
  readonly storage: StorageReport | null
  readonly models: readonly ModelStatus[]
  readonly stepTimes: Preferences['stepTimes']
}): DeviceFacts {
  const { stepTimes, models, ...rest } = parts
  return {
    ...rest,
    models: models.map(({ model, state, storedBytes, totalBytes }) => ({
      id: model.id,
      state,
      storedBytes,
      totalBytes,
    })),
    speeds: Object.keys(stepTimes).flatMap((what) => {
      const stepMs = usualStepMs(stepTimes, what)
      return stepMs === null ? [] : [{ what, stepMs: Math.round(stepMs) }]
    }),
  }
}

/** Reads what the browser says of itself. */
export function browserFacts(): BrowserFacts {
  const memory: unknown = 'deviceMemory' in navigator ? navigator.deviceMemory : null
  return {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    memoryGb: typeof memory === 'number' ? memory : null,
    hasWebGpu: 'gpu' in navigator,
    isIsolated: globalThis.crossOriginIsolated,
  }
}
