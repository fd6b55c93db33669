import { PERFORMANCES } from '../../../contract/catalog/performance.ts'
import { findLora, performanceLora, type LoraFile } from '../../../contract/lora.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { fileStem, type PictureLora, type ReadParameters } from '../../../contract/metadata/parameters.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import { modelIdOf } from '../../state/fit-preset.ts'

/** What is on this device. */
export interface FileGround {
  readonly models: readonly ModelEntry[]
  readonly loras: readonly Pick<LoraFile, 'name' | 'sha256'>[]
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
  const model = models.find(({ id }) => id === base)
  const own = told.loras?.filter(({ name }) => !isOfAMode(name, told.performance, model))
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

function loraOf(files: FileGround['loras'], { name, hash }: PictureLora): string | null {
  const byHash = () => files.find(({ sha256 }) => isSame(sha256, hash))
  return (findLora(name, files) ?? byHash())?.name ?? null
}

/** Files state the first ten digits of a hash, some all of them. */
const isSame = (sha256: string, hash: string) => hash.length >= 10 && sha256.startsWith(hash.toLowerCase())

function isOfAMode(name: string, mode: string | undefined, model: ModelEntry | undefined): boolean {
  if (MODE_LORAS.includes(name) || MODE_LORAS.includes(fileStem(name))) return true
  const known = PERFORMANCES.find((one) => one === mode)
  const own = known && model ? performanceLora(model, known) : null
  return own !== null && findLora(name, [own]) !== undefined
}
