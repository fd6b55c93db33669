import { createStore, type StoreApi } from 'zustand/vanilla'
import { toAspectRatioText } from '../../contract/catalog/aspect-ratios.ts'
import type { PixelSize } from '../../contract/image.ts'
import { z } from '../../contract/zod.ts'
import type { StoredValue } from './stored-value.ts'

/** System follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const

/** System follows the browser; the last two are made from English, for tests. */
const LANGUAGE_CHOICES = ['system', 'en', 'ar', 'de', 'zh-Hans', 'en-XA', 'ar-XB'] as const

/** System follows the device; More and Less go further. */
export const CONTRASTS = ['system', 'more'] as const
export const MOTIONS = ['system', 'less'] as const

/** Percent of the browser's own size of text. */
export const TEXT_SIZES = { min: 100, max: 150, step: 10 } as const

/** What may compute; `auto` leaves it to the engine. */
export const BACKEND_CHOICES = ['auto', 'webgpu', 'wasm'] as const

/** Small, middle and large tiles of the gallery. */
export const TILE_SIZES = ['S', 'M', 'L'] as const

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
  /** Whether keys without Ctrl or ⌘ act in the gallery, on the stage and in full view. */
  singleLetterShortcuts: z.boolean().default(true),
  /** Which of the developer's tabs is open. */
  developerTab: z.enum(['debug', 'freeu']).default('debug'),
  language: z.enum(LANGUAGE_CHOICES).default('system'),
  contrast: z.enum(CONTRASTS).default('system'),
  motion: z.enum(MOTIONS).default('system'),
  textSize: z.int().min(TEXT_SIZES.min).max(TEXT_SIZES.max).default(TEXT_SIZES.min),
  showPreviews: z.boolean().default(true),
  /** Whether a new picture takes the place of the one on the stage, unless that was chosen or is being worked on. */
  showNewPictures: z.boolean().default(true),
  /** A short tone when a task ends. */
  playsSound: z.boolean().default(false),
  /** A message of the system when a task ends while nobody looks. */
  notifies: z.boolean().default(false),
  showsTitleProgress: z.boolean().default(true),
  /** The number of tasks on the icon of the installed page. */
  showsBadge: z.boolean().default(false),
  showsTips: z.boolean().default(true),
  engineBackend: z.enum(BACKEND_CHOICES).default('auto'),
  /** Null leaves it to the engine. */
  engineThreads: z.int().min(1).max(64).nullable().default(null),
  /** How the list of styles is shown, and in which order. */
  styleLook: z.enum(['list', 'tiles']).default('list'),
  styleOrder: z.enum(['fooocus', 'name', 'uses']).default('fooocus'),
  /** How large the gallery's tiles are. */
  tileSize: z.enum(TILE_SIZES).default('M'),
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
  singleLetterShortcuts: true,
  developerTab: 'debug',
  language: 'system',
  contrast: 'system',
  motion: 'system',
  textSize: TEXT_SIZES.min,
  showPreviews: true,
  showNewPictures: true,
  playsSound: false,
  notifies: false,
  showsTitleProgress: true,
  showsBadge: false,
  showsTips: true,
  engineBackend: 'auto',
  engineThreads: null,
  styleLook: 'list',
  styleOrder: 'fooocus',
  tileSize: 'M',
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
export function stepTimeKey(backend: string, model: string, size: PixelSize): string {
  return `${backend} ${model} ${toAspectRatioText(size)}`
}
