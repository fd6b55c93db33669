import { describe, expect, it } from 'vitest'
import { readSampler, readScheduler, samplerItems, schedulerItems } from './samplers.ts'

describe('readSampler', () => {
  it('knows labels, with and without a schedule in them, and names', () => {
    expect(readSampler('DPM++ 2M SDE Karras')).toEqual({ sampler: 'dpmpp_2m_sde', scheduler: 'karras' })
    expect(readSampler('DPM++ 2M SDE')).toEqual({ sampler: 'dpmpp_2m_sde', scheduler: 'karras' })
    expect(readSampler('Euler a')).toEqual({ sampler: 'euler_ancestral', scheduler: 'normal' })
    expect(readSampler('euler A karras')).toEqual({ sampler: 'euler_ancestral', scheduler: 'karras' })
    expect(readSampler('dpmpp_2m_sde_gpu')).toEqual({ sampler: 'dpmpp_2m_sde_gpu', scheduler: 'karras' })
    expect(readSampler('LCM')).toEqual({ sampler: 'lcm', scheduler: 'sgm_uniform' })
    expect(readSampler('TCD')).toEqual({ sampler: 'tcd', scheduler: 'sgm_uniform' })
  })

  it('does not guess', () => {
    expect(readSampler('Euler CFG++')).toBeNull()
    expect(readSampler('constructor')).toBeNull()
  })
})

describe('readScheduler', () => {
  it("knows names, labels and A1111's own words", () => {
    const words = ['Karras', 'karras', 'SGM Uniform', 'Automatic', 'uniform', 'DDIM', 'Align Your Steps']
    const names = [
      'karras',
      'karras',
      'sgm_uniform',
      'automatic',
      'normal',
      'ddim_uniform',
      'align_your_steps',
    ]
    expect(words.map(readScheduler)).toEqual(names)
  })

  it('does not guess', () => {
    expect(readScheduler('KL Optimal')).toBeNull()
    expect(readScheduler('toString')).toBeNull()
  })
})

describe('the lists', () => {
  it('hold only what can be asked for', () => {
    for (const { name, aliases } of samplerItems()) {
      expect([name, ...aliases].map((one) => readSampler(one) !== null)).not.toContain(false)
    }
    for (const { name, label, aliases } of schedulerItems()) {
      expect(new Set([name, label, ...(aliases ?? [])].map(readScheduler)).size).toBe(1)
      expect(readScheduler(name)).toBe(name)
    }
  })
})
