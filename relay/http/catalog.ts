import { nearestName } from '../../contract/catalog/nearest-name.ts'
import { AppError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { ModelCatalog } from './parts.ts'

/** What matters here of a model of the manifest. */
export type CatalogEntry = Pick<ModelEntry, 'id' | 'name' | 'embedded'> & {
  readonly spec: Pick<ModelEntry['spec'], 'sizes'>
}

/** What a catalogue is made of. */
export interface CatalogParts {
  readonly manifest: { readonly models: readonly CatalogEntry[] }
  /** The connected tabs, each with the ids of the models that it has ready and the names of its LoRA files. */
  readonly tabs: () => readonly { readonly models: readonly string[]; readonly loras?: readonly string[] }[]
}

/** Names that clients have built in. They mean the default model, unless there is a model of that very name. */
const STOCK_NAMES = [
  /^$/,
  /^(?:none|default|auto)$/,
  // OpenAI's.
  /^(?:chatgpt|gpt)-image(?:-|$)/,
  /^dall-e(?:-|$)/,
  // Checkpoints of Fooocus' presets, today's and earlier ones, and of its predecessor.
  /^juggernautxl_/,
  /^animapencilxl_v\d+$/,
  /^realisticstockphoto_v\d+$/,
  /^bluepencilxl_v\d+$/,
  /^playground-v2\.5-1024px-aesthetic(?:\.fp16)?$/,
  /^ponydiffusionv6xl$/,
  /^sd_xl_base_1\.0(?:_0\.9vae)?$/,
]

/** Asks the tabs each time, so it is never out of date. The default is the manifest's embedded model. */
export function createModelCatalog({ manifest, tabs }: CatalogParts): ModelCatalog {
  const known = manifest.models
  const defaultModel = (known.find(({ embedded }) => embedded) ?? known[0])?.id ?? ''

  const readyIds = () => [...new Set(tabs().flatMap(({ models }) => models))]

  function models() {
    const ready = readyIds()
    const rest = known.map(({ id }) => id).filter((id) => !ready.includes(id))
    return [...ready, ...rest].map((id) => ({
      id,
      name: known.find((model) => model.id === id)?.name ?? id,
      isReady: ready.includes(id),
    }))
  }

  return {
    defaultModel,
    models,
    sizes: (id) => known.find((model) => model.id === id)?.spec.sizes ?? null,
    loras: () => [...new Set(tabs().flatMap(({ loras = [] }) => loras))],
    resolve(name) {
      const all = models()
      if (all.some(({ id }) => id === name)) return name
      const stem = stemOf(name)
      const found = all.find((model) => stemOf(model.id) === stem || model.name.toLowerCase() === stem)
      if (found) return found.id
      if (STOCK_NAMES.some((stock) => stock.test(stem))) return defaultModel
      const nearest = nearestName(
        stem.slice(0, 100),
        all.map(({ id }) => id),
      )
      const shown = name.slice(0, 100)
      throw new AppError('unknown_model', `There is no model "${shown}". Did you mean "${nearest}"?`, {
        model: shown,
        nearest,
      })
    },
  }
}

/** `Folder\\Name.safetensors [1a2b3c4d5e]` is `name`: without folders, file type, A1111's short hash, and case. */
function stemOf(name: string): string {
  const withoutHash = name.trim().replace(/ *\[[0-9a-f]{6,64}\]$/i, '')
  const file = withoutHash.split(/[\\/]/).at(-1)!
  return file.replace(/\.(?:safetensors|ckpt|onnx|gguf|pth?|bin)$/i, '').toLowerCase()
}
