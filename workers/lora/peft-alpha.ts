import type { Safetensors } from './parse-safetensors.ts'

/** Where diffusers keeps PEFT's configuration, as JSON. */
const CONFIG_NOTE = 'lora_adapter_metadata'

/**
 * The `alpha` of modules whose file has no tensor for it: PEFT keeps it in its configuration.
 *
 * @returns by a module's key in the file and its rank; null when the file says nothing
 */
export function peftAlpha({ metadata }: Safetensors): (key: string, rank: number) => number | null {
  const config = parseConfig(metadata.get(CONFIG_NOTE))
  return (key, rank) => {
    const part = ['unet.', 'text_encoder.'].find((prefix) => key.startsWith(prefix)) ?? ''
    const own: unknown = Object.entries(config(`${part}alpha_pattern`) ?? {}).find(
      ([pattern]) => key === pattern || key.endsWith(`.${pattern}`),
    )?.[1]
    const alpha: unknown = own ?? config(`${part}lora_alpha`)
    if (typeof alpha !== 'number' || !Number.isFinite(alpha)) return null
    return config(`${part}use_rslora`) === true ? alpha * Math.sqrt(rank) : alpha
  }
}

/** Answers for a name with the network before it, as diffusers writes it. */
function parseConfig(note: string | undefined): (name: string) => unknown {
  try {
    const config: unknown = JSON.parse(note ?? '{}')
    if (typeof config !== 'object' || config === null) return () => undefined
    const entries = new Map<string, unknown>(Object.entries(config))
    return (name) => entries.get(name)
  } catch {
    // A note that cannot be read says nothing about any module.
    return () => undefined
  }
}
