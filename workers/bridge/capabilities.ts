import type { DeviceReport } from '../../contract/device.ts'
import { OUTPUT_FORMATS } from '../../contract/image.ts'
import { lorasFor } from '../../contract/lora.ts'
import type { Capabilities } from '../../contract/protocol/capabilities.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import type { UserFile } from '../../contract/user-files.ts'

/** Steps beyond this are refused by a request's own rules. */
const MAX_STEPS = 200
/** The largest size that a request can name. What a model cannot make stands for its shape, or is refused in words. */
const MAX_PIXELS = 2048 * 2048
const MAX_TEXT = 200
/** The protocol's own limit. */
const MAX_LORAS = 1024

/** What is known about this tab. */
export interface TabFacts {
  readonly device: DeviceReport
  readonly models: readonly ModelStatus[]
  readonly userFiles: readonly UserFile[]
  /** The model of the last task that ran. */
  readonly loaded: string | null
  readonly secondsPerMegapixelStep: number | null
}

/** What this tab can do, in the relay's words. */
export function capabilitiesOf({
  device,
  models,
  userFiles,
  loaded,
  secondsPerMegapixelStep,
}: TabFacts): Capabilities {
  const { adapter } = device
  const cut = (text: string) => text.slice(0, MAX_TEXT)
  // The built-in model comes with the page, so it is as good as here.
  const ready = models.filter(({ state, model }) => state === 'ready' || model.embedded)
  const loras = ready.flatMap(({ model }) => lorasFor(model, userFiles)).map(({ name }) => name)
  return {
    models: ready.map(({ model }) => model.id),
    loras: [...new Set(loras)].slice(0, MAX_LORAS),
    loaded,
    // What the engine's planner makes; the other parts of a request it refuses.
    kinds: ['text_to_image', 'upscale_or_vary'],
    formats: [...OUTPUT_FORMATS],
    maxPixels: MAX_PIXELS,
    maxSteps: MAX_STEPS,
    device: {
      backend: device.backend,
      adapter: adapter && {
        vendor: cut(adapter.vendor),
        architecture: cut(adapter.architecture),
        description: cut(adapter.description),
        software: adapter.software,
      },
      f16: device.f16,
      maxBufferBytes: device.maxBufferBytes,
      threads: device.threads,
    },
    secondsPerMegapixelStep,
  }
}
