import { createStore, type StoreApi } from 'zustand/vanilla'
import { z } from '../../contract/zod.ts'
import type { StoredValue } from './stored-value.ts'

/** System follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const

const Preferences = z.strictObject({
  theme: z.enum(THEMES),
  /** Null: as the layout has it. */
  optionsOpen: z.boolean().nullable(),
  hasVisited: z.boolean(),
  /** The sample left behind by a first visit, to be tidied away; not one of the user's pictures. */
  sampleTask: z.string().nullable(),
  /** Notices folded away, by id. */
  folded: z.array(z.string()),
  /** Milliseconds of the latest steps, by backend, model and size. At most eight each. */
  stepTimes: z.record(z.string(), z.array(z.number().positive()).max(8)),
  /** Whether this tab works for the relay; null: as its address has it. */
  serveApi: z.boolean().nullable().default(null),
  /** The pairing token for a relay that asks for one; empty for none. */
  relayToken: z.string().max(300).default(''),
  /** Whether the developer's settings are shown. */
  isDeveloper: z.boolean().default(false),
})

/** Small settings that outlive the visit. */
export type Preferences = z.infer<typeof Preferences>

/** The preferences and how to change them. */
export interface PreferencesState extends Preferences {
  readonly prefer: (change: Partial<Preferences>) => void
}

const DEFAULTS: Preferences = {
  theme: 'system',
  optionsOpen: null,
  hasVisited: false,
  sampleTask: null,
  folded: [],
  stepTimes: {},
  serveApi: null,
  relayToken: '',
  isDeveloper: false,
}

/** Makes the preferences store; anything kept that does not parse is dropped as a whole. */
export function createPreferencesStore(kept: StoredValue): StoreApi<PreferencesState> {
  const parsed = Preferences.safeParse(kept.read())
  const store = createStore<PreferencesState>((set) => ({
    ...(parsed.success ? parsed.data : DEFAULTS),
    prefer: (change) => set(change),
  }))
  store.subscribe(({ prefer: _, ...preferences }) => kept.write(preferences))
  return store
}

const KEPT_STEPS = 8

/** Adds a step's milliseconds to the latest ones under a key. */
export function withStepTime(
  times: Preferences['stepTimes'],
  key: string,
  stepMs: number,
): Preferences['stepTimes'] {
  return { ...times, [key]: [...(times[key] ?? []), stepMs].slice(-KEPT_STEPS) }
}

/** The usual milliseconds of a step under a key; null when none was timed yet. */
export function usualStepMs(times: Preferences['stepTimes'], key: string): number | null {
  const sorted = [...(times[key] ?? [])].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

/** The key under which step times are kept. */
export function stepTimeKey(backend: string, model: string, size: string): string {
  return `${backend} ${model} ${size}`
}
