import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GenerationRequest } from '../../contract/request.ts'
import { z } from '../../contract/zod.ts'
import { keepValidFields } from './draft.ts'
import type { StoredValue } from './stored-value.ts'

/** A preset of the user's own. */
export interface UserPreset {
  readonly name: string
  /** As saved or imported: models and styles in it need not be here. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** The preset that was chosen last, and what came of it. */
export interface ChosenPreset {
  readonly name: string
  readonly owner: 'built-in' | 'user'
  /** What went into the draft. */
  readonly applied: Partial<GenerationRequest>
  /** Models and files that are not on this device. */
  readonly missing: readonly string[]
  /** Values that this build does not know. */
  readonly unknown: readonly string[]
}

/** The user's presets and the chosen one. */
export interface PresetsState {
  readonly mine: readonly UserPreset[]
  /** Null: none, the model's own settings. */
  readonly chosen: ChosenPreset | null
  readonly choose: (chosen: ChosenPreset | null) => void
  /** Adds a preset, or replaces the one of that name. */
  readonly put: (preset: UserPreset) => void
  readonly remove: (name: string) => void
  /** Puts all of it back, for undo. */
  readonly restore: (before: Pick<PresetsState, 'mine' | 'chosen'>) => void
}

/** Longer names are cut. */
export const MAX_PRESET_NAME = 60

const Stored = z.strictObject({
  mine: z.array(
    z.strictObject({
      name: z.string().min(1).max(MAX_PRESET_NAME),
      fields: z.record(z.string(), z.unknown()),
    }),
  ),
  chosen: z
    .strictObject({
      name: z.string(),
      owner: z.enum(['built-in', 'user']),
      applied: z.record(z.string(), z.unknown()),
      missing: z.array(z.string()),
      unknown: z.array(z.string()),
    })
    .nullable(),
})

/** Makes the presets store: reads what was kept, and writes every change. */
export function createPresetsStore(kept: StoredValue): StoreApi<PresetsState> {
  const parsed = Stored.safeParse(kept.read())
  const { mine, chosen } = parsed.success ? parsed.data : { mine: [], chosen: null }
  const store = createStore<PresetsState>((set) => ({
    mine,
    chosen: chosen && { ...chosen, applied: keepValidFields(chosen.applied) },
    choose: (next) => set({ chosen: next }),
    put: (preset) => set((state) => ({ mine: inOrder(state.mine, preset) })),
    remove: (name) => set((state) => ({ mine: state.mine.filter((one) => one.name !== name) })),
    restore: (before) => set({ mine: before.mine, chosen: before.chosen }),
  }))
  store.subscribe((state) => kept.write({ mine: state.mine, chosen: state.chosen }))
  return store
}

function inOrder(mine: readonly UserPreset[], preset: UserPreset): readonly UserPreset[] {
  const others = mine.filter(({ name }) => name !== preset.name)
  return [...others, preset].sort((a, b) => a.name.localeCompare(b.name))
}

/** Whether the draft has moved away from what a preset set. The prompt is not the preset's. */
export function isChangedSince(chosen: ChosenPreset, request: Partial<GenerationRequest>): boolean {
  return Object.entries(chosen.applied).some(
    // Keys of what was applied are request fields.
    ([name, value]) =>
      name !== 'prompt' && JSON.stringify(request[name as keyof GenerationRequest]) !== JSON.stringify(value),
  )
}

/** A preset's name as it is kept: without blanks around it, not too long; empty when nothing is left. */
export function presetName(text: string): string {
  return text.trim().slice(0, MAX_PRESET_NAME).trim()
}
