import type { Capabilities } from '../../contract/protocol/capabilities.ts'
import type { TaskId } from '../../contract/task.ts'
import type { JobNeeds, WorkKind } from './job-needs.ts'
import type { Grant } from './pairings.ts'

/** Why a tab cannot do a job; shown to whoever wonders why it idles. */
export type SkipReason = 'model' | 'lora' | 'kind' | 'format' | 'pixels' | 'steps' | 'refused'

/** What a tab can do: what it said in its hello, within its pairing's scope, less what it has refused since. */
export interface Skills {
  readonly models: readonly string[]
  readonly loras: readonly string[]
  /** The model that is in its memory. */
  loaded(): string | null
  setLoaded(model: string): void
  /** Null when it can. */
  lacks(id: TaskId, needs: JobNeeds): SkipReason | null
  offers(kind: WorkKind): boolean
  dropModel(model: string): void
  dropKinds(kinds: readonly WorkKind[]): void
  /** This one job is not offered to it again. */
  refuse(id: TaskId): void
}

/** So many refused jobs are remembered. */
const MAX_REFUSED = 1000

/** Skills for the time of one hello; the next one starts afresh. */
export function createSkills(capabilities: Capabilities, grant: Grant): Skills {
  const allowed = capabilities.models.filter((model) => grant.models?.includes(model) ?? true)
  const models = new Set(allowed)
  const loras = new Set(capabilities.loras)
  const kinds = new Set<string>(capabilities.kinds)
  const refused = new Set<TaskId>()
  let loaded = capabilities.loaded
  return {
    models: allowed,
    loras: [...loras],
    loaded: () => loaded,
    setLoaded: (model) => {
      loaded = model
    },
    lacks: (id, needs) => {
      if (!models.has(needs.model)) return 'model'
      if (!needs.loras.every((name) => loras.has(name))) return 'lora'
      if (!needs.kinds.every((kind) => kinds.has(kind))) return 'kind'
      if (!capabilities.formats.includes(needs.format)) return 'format'
      if (needs.pixels !== null && needs.pixels > capabilities.maxPixels) return 'pixels'
      if (needs.steps > capabilities.maxSteps) return 'steps'
      return refused.has(id) ? 'refused' : null
    },
    offers: (kind) => kinds.has(kind),
    dropModel: (model) => void models.delete(model),
    dropKinds: (dropped) => dropped.forEach((kind) => kinds.delete(kind)),
    refuse: (id) => {
      if (refused.size >= MAX_REFUSED) refused.clear()
      refused.add(id)
    },
  }
}
