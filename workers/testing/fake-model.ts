import type { ModelSpec } from '../../contract/manifest.ts'
import { previewOf } from '../pipeline/preview.ts'
import type { Conditioning, LoadedModel } from '../models/ports.ts'

/** What a fake model does besides computing. */
export interface FakeModelHooks {
  /** Awaited in every prediction; may throw, for example a lost device. */
  readonly onPredict?: () => Promise<void>
}

/**
 * A model whose right answer is known: the perfect predictor for latents that are all one constant,
 * which depends on the text's length. Each call takes a millisecond.
 */
export function createFakeModel(
  spec: ModelSpec,
  hooks: FakeModelHooks = {},
): LoadedModel & { readonly live: Set<Conditioning> } {
  const live = new Set<Conditioning>()
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1))
  const predict: LoadedModel['predict'] = async (input, _shape, _timestep, on) => {
    await pause()
    await hooks.onPredict?.()
    // v = α·ε − σ·x₀ for x₀ = 0 and unit data: any smooth answer will do, as long as both rows differ.
    return on.map((conditioning) => input.map((value) => value * 0.5 + conditioning.tokens * 1e-3))
  }
  return {
    spec,
    knowsGuidance: false,
    live,
    conditionOn: async (text, between) => {
      await between()
      const conditioning: Conditioning = {
        tokens: text.texts.join().length,
        dispose: () => void live.delete(conditioning),
      }
      live.add(conditioning)
      return conditioning
    },
    predict,
    withFreeU: () => predict,
    decode: async (latent, shape) => {
      await pause()
      const small = previewOf(latent, shape, spec.preview)
      const { downscale } = spec.latent
      const width = small.width * downscale
      const height = small.height * downscale
      const data = new Uint8ClampedArray(width * height * 4)
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const from = (Math.floor(y / downscale) * small.width + Math.floor(x / downscale)) * 4
          data.set(small.data.subarray(from, from + 4), (y * width + x) * 4)
        }
      }
      return { width, height, data }
    },
    dispose: async () => {},
    loras: () => [],
    useLoras: async () => {},
  }
}
