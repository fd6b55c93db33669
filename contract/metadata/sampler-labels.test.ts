import { describe, expect, it } from 'vitest'
import { fromSamplerLabel, toSamplerLabel } from './sampler-labels.ts'

describe('sampler labels', () => {
  it('add the noise schedule for Karras only', () => {
    expect([toSamplerLabel('euler', 'karras'), toSamplerLabel('euler', 'normal')]).toEqual([
      'Euler Karras',
      'Euler',
    ])
  })

  it.each(['heunpp2', 'dpmpp_3m_sde', 'dpmpp_3m_sde_gpu', 'ddpm', 'uni_pc_bh2', 'made_up'])(
    'leave %s, which has none, as it is',
    (sampler) => {
      expect(fromSamplerLabel(toSamplerLabel(sampler, 'karras'))).toEqual({ sampler })
    },
  )

  it.each([
    'euler',
    'euler_ancestral',
    'heun',
    'dpm_2',
    'dpm_2_ancestral',
    'lms',
    'dpm_fast',
    'dpm_adaptive',
  ])('lead back to %s', (sampler) => {
    expect(fromSamplerLabel(toSamplerLabel(sampler, 'karras'))).toEqual({ sampler, scheduler: 'karras' })
  })

  it.each(['dpmpp_2s_ancestral', 'dpmpp_2m', 'lcm', 'tcd', 'restart', 'ddim', 'uni_pc'])(
    'lead back to %s without a schedule',
    (sampler) => {
      expect(fromSamplerLabel(toSamplerLabel(sampler, 'simple'))).toEqual({ sampler })
    },
  )

  it('lead from a _gpu variant to the plain sampler, whose label it shares', () => {
    expect(fromSamplerLabel(toSamplerLabel('dpmpp_sde_gpu', 'normal'))).toEqual({ sampler: 'dpmpp_sde' })
  })
})
