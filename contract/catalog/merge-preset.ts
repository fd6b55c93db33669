import { AppError } from '../errors.ts'
import { nearestName } from './nearest-name.ts'
import { NO_PRESET, PRESET_NAMES, PRESETS, type Preset, type PresetName } from './presets.ts'

/** Longer names are cut before they are compared and named: no preset has as many letters. */
const MAX_NAME_LENGTH = 100

/**
 * Fills in what a preset sets and the caller did not. A key present in `sent` always wins, also when its value
 * is the default; a key whose value is undefined counts as not sent.
 *
 * @param sent fields as FooocusAPI's flat body has them; keys that no preset knows pass through, `preset` too
 * @param name one of `PRESET_NAMES`; `initial` adds nothing
 * @returns a new record that shares no array with the catalog
 * @throws AppError `invalid_request` for an unknown name, with the nearest one in `detail.nearest`
 */
export function mergePreset(sent: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const own = Object.entries(sent).filter(([, value]) => value !== undefined)
  const preset = Object.entries(presetOrThrow(name)).map(([key, value]) => [key, copyOf(value)] as const)
  return Object.fromEntries([...preset, ...own])
}

/** A copy that its owner may change. */
function copyOf(value: Preset[keyof Preset]): unknown {
  if (typeof value !== 'object') return value
  return [...value].map((item) => (typeof item === 'object' ? { ...item } : item))
}

function presetOrThrow(name: string): Partial<Preset> {
  if (name === NO_PRESET) return {}
  if (isPresetName(name)) return PRESETS[name]
  const value = name.slice(0, MAX_NAME_LENGTH)
  const nearest = nearestName(value, PRESET_NAMES)
  throw new AppError('invalid_request', `unknown preset "${value}"; nearest: "${nearest}"`, {
    field: 'preset',
    value,
    nearest,
  })
}

function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(PRESETS, name)
}
