import type { ModelEntry } from '../../../contract/manifest.ts'
import { PERFORMANCES } from '../../../contract/catalog/performance.ts'
import { performanceLora } from '../../../contract/lora.ts'
import { fileStem, type PictureLora, type ReadParameters } from '../../../contract/metadata/parameters.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import { modelIdOf } from '../../state/fit-preset.ts'

/** A LoRA file of this device. */
export interface LoraFile {
  readonly name: string
  /** Hex; absent while it was not computed. */
  readonly sha256?: string
}

/** What is on this device. */
export interface FileGround {
  readonly models: readonly ModelEntry[]
  readonly loras: readonly LoraFile[]
}

/** Which of the files that a picture was made with are here, as request fields, and the names of the others. */
export interface FoundFiles {
  readonly fields: Partial<GenerationRequest>
  readonly missing: readonly string[]
}

const DEFAULT_VAE = 'Default (model)'

/** The LoRAs that Fooocus' own modes bring along: they are not the user's, and are not added twice. */
const MODE_LORAS: readonly string[] = [
  'sdxl_lcm_lora',
  'sdxl_lightning_4step_lora',
  'sdxl_hyper_sd_4step_lora',
]

/** Looks for model, refiner, VAE and LoRAs of a picture, by name and, for renamed files, by hash. */
export function findFiles(told: ReadParameters, { models, loras }: FileGround): FoundFiles {
  const base = modelOf(models, told.baseModel, told.baseModelHash)
  const refiner = modelOf(models, told.refinerModel ?? undefined, told.refinerModelHash)
  const isWhole = told.performance !== undefined
  const own = told.loras?.filter(({ name }) => !isOfItsMode(name, told.performance, models))
  const found = (own ?? []).map((lora) => ({ lora, file: loraOf(loras, lora) }))
  const isVaeHere = told.vae === undefined || told.vae === '' || told.vae === DEFAULT_VAE
  return {
    fields: {
      ...(base !== null && { base_model_name: base }),
      ...(refiner !== null && { refiner_model_name: refiner }),
      ...(refiner === null && isWhole && { refiner_model_name: 'None' }),
      ...(isVaeHere && isWhole && { vae_name: DEFAULT_VAE }),
      ...((own !== undefined || isWhole) && {
        loras: found.flatMap(({ lora, file }) =>
          file === null ? [] : [{ enabled: true, model_name: file, weight: lora.weight }],
        ),
      }),
    },
    missing: [
      ...(told.baseModel !== undefined && base === null ? [told.baseModel] : []),
      ...(told.refinerModel && refiner === null ? [told.refinerModel] : []),
      ...(isVaeHere ? [] : [told.vae]),
      ...found.filter(({ file }) => file === null).map(({ lora }) => lora.name),
    ],
  }
}

function modelOf(models: readonly ModelEntry[], name: string | undefined, hash = ''): string | null {
  if (name === undefined) return null
  const byName = modelIdOf(
    name,
    models.map(({ id }) => id),
  )
  const byHash = () => models.find(({ files }) => files.some(({ sha256 }) => isSame(sha256, hash)))
  return byName ?? byHash()?.id ?? null
}

function loraOf(files: readonly LoraFile[], { name, hash }: PictureLora): string | null {
  // A name read from a picture is a stem, which may have dots in it.
  const byName =
    files.find((file) => file.name === name || fileStem(file.name) === name) ??
    files.find((file) => fileStem(file.name) === fileStem(name))
  const byHash = () => files.find(({ sha256 = '' }) => isSame(sha256, hash))
  return (byName ?? byHash())?.name ?? null
}

/** Files state the first ten digits of a hash, some all of them. */
const isSame = (sha256: string, hash: string) => hash.length >= 10 && sha256.startsWith(hash.toLowerCase())

/** A file that a performance mode brings along comes with the mode; without it, it was chosen like any other. */
function isOfItsMode(name: string, mode: string | undefined, models: readonly ModelEntry[]): boolean {
  const stem = fileStem(name)
  if (MODE_LORAS.includes(stem)) return true
  return models.some((model) => {
    // A role is no file that anybody could choose.
    if (model.files.some(({ role }) => role.startsWith('lora_') && role === stem)) return true
    const own = PERFORMANCES.filter((one) => one === mode).map((one) => performanceLora(model, one))
    return own.some((lora) => lora !== null && fileStem(lora.name) === stem)
  })
}
