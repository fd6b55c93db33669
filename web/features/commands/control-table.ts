import type { ModelEntry } from '../../../contract/manifest.ts'
import type { MessageKey } from '../../text/messages.ts'
import { hasAdm, hasClipSkip, hasFreeu } from '../advanced/advanced-fields.ts'
import type { OptionsTab } from '../options/options-tabs.ts'

/** A control that the command list goes to. */
export interface ControlPlace {
  readonly label: MessageKey
  /** What its place on the page calls it, where that is shorter. */
  readonly foundAs?: MessageKey
  /** Null: in the view Settings. */
  readonly tab: OptionsTab | null
  /** The developer's tab, for what stands behind that switch. */
  readonly developer?: 'debug' | 'freeu'
  /** Which models it is there for; all when left out. */
  readonly isFor?: (model: ModelEntry) => boolean
}

const inTab = (tab: OptionsTab | null, labels: readonly MessageKey[]): readonly ControlPlace[] =>
  labels.map((label) => ({ label, tab }))

const inDebug = (
  labels: readonly MessageKey[],
  isFor: (model: ModelEntry) => boolean = () => true,
): readonly ControlPlace[] => labels.map((label) => ({ label, tab: 'advanced', developer: 'debug', isFor }))

/** Every control that can be gone to by its name. */
export const CONTROLS: readonly ControlPlace[] = [
  ...inTab('settings', [
    'presets.label',
    'settings.performance',
    'settings.ratios',
    'settings.number',
    'settings.format',
    'settings.negative',
    'settings.randomSeed',
    'settings.seed',
    'field.save_metadata_to_images',
    'wildcards.title',
  ]),
  ...inTab('styles', ['styles.search']),
  ...inTab('models', ['loras.title']),
  ...inTab('advanced', ['field.guidance_scale', 'field.sharpness', 'advanced.developer']),
  ...inDebug(['field.adm_scaler_positive', 'field.adm_scaler_negative', 'field.adm_scaler_end'], hasAdm),
  ...inDebug(['field.clip_skip'], hasClipSkip),
  ...inDebug([
    'field.adaptive_cfg',
    'field.sampler_name',
    'field.scheduler_name',
    'field.overwrite_step',
    'field.overwrite_width',
    'field.overwrite_height',
    'field.disable_preview',
    'field.disable_seed_increment',
    'field.read_wildcards_in_order',
  ]),
  {
    label: 'field.freeu_enabled',
    foundAs: 'advanced.enabled',
    tab: 'advanced',
    developer: 'freeu',
    isFor: hasFreeu,
  },
  ...inTab(null, [
    'language.label',
    'look.theme',
    'look.contrast',
    'look.motion',
    'look.textSize',
    'making.previews',
    'making.showNew',
    'making.letterKeys',
    'done.sound',
    'done.message',
    'engineChoice.backend',
  ]),
]
