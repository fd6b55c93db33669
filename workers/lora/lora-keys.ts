import { createLdmNames } from './ldm-names.ts'

/** What LoRA files call the modules of a network: their key, then torch's name of the module. */
export type LoraKeyTable = ReadonlyMap<string, string>

/** What may stand before a module's own dotted name. */
const UNET_PREFIXES = ['', 'unet.', 'base_model.model.', 'base_model.model.unet.']
const LDM_PREFIXES = ['', 'diffusion_model.', 'model.diffusion_model.']
const TEXT_PREFIXES = ['', 'text_encoder.', 'base_model.model.', 'base_model.model.text_encoder.']

/**
 * The keys by which LoRA files name the modules of a UNet. Made from the names that the UNet has, because a key
 * with underscores cannot be taken apart.
 *
 * @param parameters torch's names, as in diffusers' UNet2DConditionModel
 */
export function unetLoraKeys(parameters: Iterable<string>): LoraKeyTable {
  const modules = modulesOf(parameters)
  const ldmName = createLdmNames(modules)
  return tableOf(modules, (module) => {
    const ldm = ldmName(module)
    return [
      `lora_unet_${joined(module)}`,
      ...UNET_PREFIXES.flatMap((prefix) => [`${prefix}${module}`, `${prefix}${processorName(module)}`]),
      ...(ldm === null
        ? []
        : [`lora_unet_${joined(ldm)}`, ...LDM_PREFIXES.map((prefix) => `${prefix}${ldm}`)]),
    ]
  })
}

/**
 * The keys by which LoRA files name the modules of a model's only, or first, text encoder.
 *
 * @param parameters torch's names, as in transformers' CLIPTextModel
 */
export function textEncoderLoraKeys(parameters: Iterable<string>): LoraKeyTable {
  return tableOf(modulesOf(parameters), (module) => [
    `lora_te_${joined(module)}`,
    `lora_te1_${joined(module)}`,
    ...TEXT_PREFIXES.map((prefix) => `${prefix}${module}`),
  ])
}

/**
 * The keys by which LoRA files name the modules of a model's second text encoder.
 *
 * @param parameters torch's names, as in transformers' CLIPTextModelWithProjection
 */
export function secondTextEncoderLoraKeys(parameters: Iterable<string>): LoraKeyTable {
  return tableOf(modulesOf(parameters), (module) => [
    `lora_te2_${joined(module)}`,
    `text_encoder_2.${module}`,
    `base_model.model.text_encoder_2.${module}`,
  ])
}

/** Modules that have a weight; LoRA files change no others. */
function modulesOf(parameters: Iterable<string>): string[] {
  const weight = '.weight'
  return [...parameters].filter((name) => name.endsWith(weight)).map((name) => name.slice(0, -weight.length))
}

function tableOf(modules: readonly string[], keysOf: (module: string) => readonly string[]): LoraKeyTable {
  return new Map(modules.flatMap((module) => keysOf(module).map((key) => [key, module] as const)))
}

function joined(name: string): string {
  return name.replaceAll('.', '_')
}

/** How diffusers called attention layers while LoRAs were attention processors. */
function processorName(module: string): string {
  return module.replace(/\.to_([qkv])$/u, '.processor.to_$1').replace(/\.to_out\.0$/u, '.processor.to_out')
}
