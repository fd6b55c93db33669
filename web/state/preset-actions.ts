import { mergePreset } from '../../contract/catalog/merge-preset.ts'
import { PRESET_FIELDS, readPresetFile, writePresetFile } from '../../contract/catalog/preset-file.ts'
import { NO_PRESET } from '../../contract/catalog/presets.ts'
import { lorasFor } from '../../contract/lora.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { modelsHere } from './environment.ts'
import type { PageStores } from './page-stores.ts'
import { presetName, type ChosenPreset } from './presets.ts'

/** What became of a file that should hold a preset. */
export type ImportOutcome =
  | { readonly kind: 'imported'; readonly name: string; readonly ignored: readonly string[] }
  | { readonly kind: 'no_preset' }

/** What can be done with presets. */
export interface PresetActions {
  /** Applies a preset at once; undo brings draft and choice back. */
  readonly choosePreset: (owner: ChosenPreset['owner'], name: string) => Promise<void>
  /** Applies the chosen preset again. */
  readonly revertToPreset: () => Promise<void>
  /** Keeps the settings of the draft under a name, which replaces a preset of that name, and chooses it. */
  readonly savePreset: (name: string) => void
  /** Gives the chosen preset of one's own another name. */
  readonly renamePreset: (name: string) => void
  readonly deletePreset: () => void
  /** The settings of the draft as a preset file of Fooocus. */
  readonly exportPreset: () => string
  /** Adds a preset file to one's own, and applies it. */
  readonly importPreset: (text: string, name: string) => Promise<ImportOutcome>
}

/** Makes the actions of presets. */
export function createPresetActions(page: PageStores): PresetActions {
  const { draft, draftNow, presets, environment, toast } = page

  const current = (): Partial<GenerationRequest> => {
    const { request } = draftNow.getState()
    // A preset with a prompt would take the user's away each time.
    return { ...Object.fromEntries(PRESET_FIELDS.map((name) => [name, request[name]])), prompt: '' }
  }

  const loraNames = () => {
    const { userFiles } = environment.getState()
    const { model } = draftNow.getState()
    return model ? lorasFor(model, userFiles).map(({ name }) => name) : []
  }

  const fieldsOf = (owner: ChosenPreset['owner'], name: string) =>
    owner === 'built-in'
      ? mergePreset({}, name)
      : (presets.getState().mine.find((one) => one.name === name)?.fields ?? {})

  const apply = async (owner: ChosenPreset['owner'], name: string) => {
    // With it comes the list of all styles, which the page's first paint does not need.
    const { fitPreset } = await import('./fit-preset.ts')
    const before = { draft: draft.getState().draft, presets: presets.getState() }
    const undo = () => {
      draft.getState().replace(before.draft)
      presets.getState().restore(before.presets)
    }
    if (owner === 'built-in' && name === NO_PRESET) {
      draft.getState().forget(PRESET_FIELDS.filter((field) => field !== 'prompt'))
      presets.getState().choose(null)
    } else {
      const { fields, missing, unknown } = fitPreset(fieldsOf(owner, name), {
        modelIds: modelsHere(environment.getState().models).map(({ id }) => id),
        loraNames: loraNames(),
        styleNames: environment.getState().userStyles.map((style) => style.name),
      })
      draft.getState().edit(fields)
      presets.getState().choose({ name, owner, applied: fields, missing, unknown })
    }
    toast({ kind: 'preset_applied', name, undo })
  }

  const keep = (name: string) => {
    const fields = current()
    presets.getState().put({ name, fields })
    const { prompt: _, ...applied } = fields
    presets.getState().choose({ name, owner: 'user', applied: settled(applied), missing: [], unknown: [] })
  }

  /** Writes the values into the draft, so that it differs from the preset only by what is changed from now on. */
  const settled = (fields: Partial<GenerationRequest>) => {
    draft.getState().edit(fields)
    return fields
  }

  return {
    choosePreset: apply,
    revertToPreset: async () => {
      const { chosen } = presets.getState()
      if (chosen) await apply(chosen.owner, chosen.name)
    },
    savePreset: (text) => {
      const name = presetName(text)
      if (name === '') return
      const before = presets.getState()
      keep(name)
      toast({ kind: 'preset_saved', name, undo: () => presets.getState().restore(before) })
    },
    renamePreset: (text) => {
      const name = presetName(text)
      const before = presets.getState()
      const { chosen } = before
      if (chosen?.owner !== 'user' || name === '' || name === chosen.name) return
      const fields = fieldsOf('user', chosen.name)
      before.remove(chosen.name)
      before.put({ name, fields })
      before.choose({ ...chosen, name })
      toast({ kind: 'preset_saved', name, undo: () => presets.getState().restore(before) })
    },
    deletePreset: () => {
      const before = presets.getState()
      const { chosen } = before
      if (chosen?.owner !== 'user') return
      before.remove(chosen.name)
      before.choose(null)
      toast({ kind: 'preset_deleted', name: chosen.name, undo: () => presets.getState().restore(before) })
    },
    exportPreset: () => writePresetFile(current()),
    importPreset: async (text, fileName) => {
      const file = readPresetFile(text)
      if (!file) return { kind: 'no_preset' }
      const name = presetName(fileName.replace(/\.json$/iu, '')) || 'preset'
      presets.getState().put({ name, fields: file.fields })
      await apply('user', name)
      return { kind: 'imported', name, ignored: file.ignored }
    },
  }
}
