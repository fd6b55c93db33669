import { sortOutStyles } from '../../contract/catalog/find-style.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { keepValidFields } from './draft.ts'

/** What is on this device. */
export interface PresetGround {
  readonly modelIds: readonly string[]
  readonly loraNames: readonly string[]
  /** Styles of the person's own. */
  readonly styleNames: readonly string[]
}

/** A preset as far as it can be applied here, and the names of what cannot. */
export interface FittedPreset {
  readonly fields: Partial<GenerationRequest>
  /** Models, LoRAs and the like that are not on this device. */
  readonly missing: readonly string[]
  /** Values that this build does not know. */
  readonly unknown: readonly string[]
}

const NO_FILE: readonly unknown[] = ['None', 'Default (model)', undefined]

/**
 * Takes from a preset what fits here. A model that is not on this device is left out with the files that were
 * chosen for it; an empty prompt leaves the user's.
 *
 * @param preset by the request's field names; values unchecked
 */
export function fitPreset(preset: Readonly<Record<string, unknown>>, ground: PresetGround): FittedPreset {
  const { loras, style_selections, prompt, ...rest } = preset
  const names = Array.isArray(loras) ? loras.map(loraName) : []
  const model = modelIdOf(rest['base_model_name'], ground.modelIds)
  const isModelMissing = rest['base_model_name'] !== undefined && model === null
  const isLoraHere = (at: number) => !isModelMissing && ground.loraNames.includes(names[at]!)
  const isMissing = (name: unknown) => !NO_FILE.includes(name) && modelIdOf(name, ground.modelIds) === null
  const styles = sortOutStyles(textsOf(style_selections), ground.styleNames)
  const wanted: Readonly<Record<string, unknown>> = {
    ...rest,
    base_model_name: model ?? undefined,
    refiner_model_name: isMissing(rest['refiner_model_name']) ? undefined : rest['refiner_model_name'],
    refiner_switch: isMissing(rest['refiner_model_name']) ? undefined : rest['refiner_switch'],
    vae_name: NO_FILE.includes(rest['vae_name']) ? rest['vae_name'] : undefined,
    prompt: prompt === '' ? undefined : prompt,
    style_selections: style_selections === undefined ? undefined : [...styles.known],
    loras: Array.isArray(loras) ? loras.filter((_, at) => isLoraHere(at)) : loras,
  }
  const fields = keepValidFields(wanted)
  const files = [rest['base_model_name'], rest['refiner_model_name'], rest['vae_name']]
  return {
    fields,
    missing: [
      ...files.filter((name, at) => (at === 2 ? !NO_FILE.includes(name) : isMissing(name))).map(String),
      ...names.filter((_, at) => !isLoraHere(at)),
    ],
    unknown: [
      ...styles.unknown,
      ...Object.entries(wanted)
        .filter(([name, value]) => value !== undefined && !(name in fields))
        .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value))),
    ],
  }
}

/** A model of this device by its id, or by its file's name without the suffix. */
export function modelIdOf(name: unknown, modelIds: readonly string[]): string | null {
  if (typeof name !== 'string') return null
  const stem = name.replace(/\.(?:safetensors|ckpt|onnx)$/u, '')
  return modelIds.find((id) => id === name || id === stem) ?? null
}

const textsOf = (value: unknown) =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []

const loraName = (lora: unknown) =>
  typeof lora === 'object' && lora && 'model_name' in lora ? String(lora.model_name) : String(lora)
