import { nearestName } from '../../contract/catalog/nearest-name.ts'
import { AppError } from '../../contract/errors.ts'
import {
  findLora,
  LORA_SLOTS,
  lorasFor,
  MAX_LORA_WEIGHT,
  NO_LORA,
  performanceLora,
  takesLoras,
  type LoraFile,
  type LoraUse,
} from '../../contract/lora.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { Notice } from '../../contract/task.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { mergeLoras, type InlineLoras } from './inline-loras.ts'

type Slot = GenerationRequest['loras'][number]

/** The LoRAs of a task. */
export interface PlannedLoras {
  /** In the order of merging: slots, tags, and the performance mode's own, which no limit counts. */
  readonly uses: readonly LoraUse[]
  /** The same without the mode's own, as slots that ask for them again. */
  readonly slots: Slot[]
  readonly notices: readonly Notice[]
}

/** What can be chosen. */
interface LoraChoice {
  readonly model: ModelEntry
  /** {@link choosableLoras} */
  readonly known: readonly LoraFile[]
}

/** The LoRA files that slots and tags may name: without the one that the performance mode uses itself. */
export function choosableLoras(
  { performance_selection: mode }: GenerationRequest,
  model: ModelEntry,
  userFiles: readonly UserFile[],
): LoraFile[] {
  const own = performanceLora(model, mode)
  return lorasFor(model, userFiles).filter(({ name, source }) => source !== own?.source || name !== own.name)
}

/**
 * Looks up every LoRA that a request asks for.
 *
 * @param inline what its prompt's tags ask for
 * @throws AppError `invalid_request` for a slot whose name no file has, with the nearest in `detail.nearest`;
 *   `unsupported_feature` for a model into which no LoRA can be merged. Both name the field
 */
export function planLoras(
  request: GenerationRequest,
  inline: InlineLoras,
  { model, known }: LoraChoice,
): PlannedLoras {
  const own = performanceLora(model, request.performance_selection)
  const asked = request.loras.filter((lora) => lora.enabled && lora.model_name !== NO_LORA)
  if (asked.length + inline.found.length > 0 && !takesLoras(model)) {
    const detail = { field: 'loras', feature: 'LoRA', model: model.name, available: [] }
    throw new AppError('unsupported_feature', `${model.name} cannot take LoRAs`, detail)
  }
  const isOwn = ({ model_name: name }: Slot) =>
    own !== null && !findLora(name, known) && findLora(name, [own]) !== undefined
  const resolved = asked.filter((slot) => !isOwn(slot)).map((slot) => resolveSlot(slot, known))
  const selected = resolved.slice(0, LORA_SLOTS)
  const found = inline.found.map(({ file, weight }) => ({ file, weight: limited(weight) }))
  const slots = [...mergeLoras(selected, found, LORA_SLOTS)]
  const isIn = (file: string) => slots.some(({ model_name: name }) => name === file)
  const uses = slots.map(({ model_name, weight }): LoraUse => ({
    ...known.find(({ name }) => name === model_name)!,
    weight,
  }))
  return {
    uses: own ? [...uses, own] : uses,
    slots,
    notices: [
      ...leftOut(
        'mode',
        asked.filter(isOwn).map(({ model_name: name }) => name),
      ),
      ...leftOut('unknown', inline.unknown),
      ...leftOut('limit', [
        ...resolved.slice(LORA_SLOTS).map(({ model_name: name }) => name),
        ...inline.found.map(({ file }) => file).filter((file) => !isIn(file)),
      ]),
      ...weightNotice(inline),
    ],
  }
}

function resolveSlot(slot: Slot, known: readonly LoraFile[]): Slot {
  const wanted = slot.model_name
  const file = findLora(wanted, known)
  if (file) return { ...slot, model_name: file.name }
  const nearest = nearestName(wanted, [NO_LORA, ...known.map(({ name }) => name)])
  const message = `unknown LoRA "${wanted}"; nearest: "${nearest}"`
  throw new AppError('invalid_request', message, {
    field: 'loras',
    value: wanted,
    nearest,
    issues: [message],
  })
}

function limited(weight: number): number {
  return Math.min(Math.max(weight, -MAX_LORA_WEIGHT), MAX_LORA_WEIGHT)
}

function leftOut(reason: 'unknown' | 'limit' | 'mode', names: readonly string[]): Notice[] {
  const loras = [...new Set(names)].join(', ')
  return loras === '' ? [] : [{ code: 'loras_left_out', detail: { loras, reason } }]
}

function weightNotice({ found }: InlineLoras): Notice[] {
  const beyond = found.filter(({ weight }) => weight !== limited(weight)).map(({ file }) => file)
  if (beyond.length === 0) return []
  return [
    { code: 'lora_weight_limited', detail: { loras: [...new Set(beyond)].join(', '), to: MAX_LORA_WEIGHT } },
  ]
}
