import { describe, expect, it } from 'vitest'
import { parseAspectRatio } from './aspect-ratios.ts'
import { findStyle, EXPANSION_STYLE } from './find-style.ts'
import { PRESET_NAMES, PRESETS, type Preset } from './presets.ts'

it('has the nine presets of Fooocus', () => {
  expect(PRESET_NAMES).toEqual([
    ...['initial', 'anime', 'default', 'lcm', 'lightning', 'playground_v2.5', 'pony_v6', 'realistic', 'sai'],
  ])
})

describe.each(Object.entries<Preset>(PRESETS))('%s', (_name, preset) => {
  it('names only styles that there are', () => {
    const templates = preset.style_selections.filter((name) => name !== EXPANSION_STYLE)
    expect(templates.filter((name) => findStyle(name).kind === 'unknown')).toEqual([])
  })

  it('has a size, and switches to a refiner only when it names one', () => {
    expect(parseAspectRatio(preset.aspect_ratios_selection)).not.toBeNull()
    expect(preset.refiner_switch !== 0.5).toBe(preset.refiner_model_name !== 'None')
  })

  it('has no empty LoRA slots', () => {
    expect(preset.loras.map((lora) => lora.model_name)).not.toContain('None')
  })
})

it('guidance, sizes and modes are those of the reference', () => {
  const facts = Object.entries<Preset>(PRESETS).map(([name, one]) => [
    name,
    one.guidance_scale,
    one.aspect_ratios_selection,
    one.performance_selection,
    one.sampler_name,
    one.overwrite_step,
    one.inpaint_engine,
  ])
  const usual = 'dpmpp_2m_sde_gpu'
  expect(facts).toEqual([
    ['anime', 6, '896*1152', 'Speed', usual, -1, undefined],
    ['default', 4, '1152*896', 'Speed', usual, -1, undefined],
    ['lcm', 4, '1152*896', 'Extreme Speed', usual, -1, undefined],
    ['lightning', 4, '1152*896', 'Lightning', usual, undefined, undefined],
    ['playground_v2.5', 2, '1024*1024', 'Speed', 'dpmpp_2m', -1, 'None'],
    ['pony_v6', 7, '896*1152', 'Speed', usual, -1, 'None'],
    ['realistic', 3, '896*1152', 'Speed', usual, -1, undefined],
    ['sai', 7, '1152*896', 'Speed', usual, -1, undefined],
  ])
})
