import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asNumber, parseParameterValues } from './parse-parameter-values.ts'

describe('parseParameterValues', () => {
  it('returns only what is stated', () => {
    expect(parseParameterValues({ prompt: 'x', unknown: 1 })).toEqual({ prompt: 'x' })
  })

  it('leaves out nonsense and keeps the rest', () => {
    const values = { steps: 'many', resolution: '(0, 896)', freeu: '(1, 2)', styles: 'os.exit()', seed: '-1' }
    expect(parseParameterValues({ ...values, prompt: 7, sharpness: '2.5' })).toEqual({ sharpness: 2.5 })
  })

  it.each(["('1152', '896')", '(1152, 896)', [1152, 896]])('reads the size %s', (resolution) => {
    expect(parseParameterValues({ resolution })).toEqual({ resolution: { width: 1152, height: 896 } })
  })

  it('reads the word None as no refiner', () => {
    expect(parseParameterValues({ refiner_model: 'None' })).toEqual({ refinerModel: null })
  })

  it('keeps a seed beyond 2^53 digit by digit', () => {
    expect(parseParameterValues({ seed: '9223372036854775807' })).toEqual({ seed: '9223372036854775807' })
  })

  it('falls back to combined LoRA lines in order of their number, without those switched off', () => {
    const values = {
      lora_combined_10: 'ten : 1.0',
      lora_combined_2: 'True : two : -0.5',
      lora_combined_1: 'a : b : 0.25',
      lora_combined_3: 'False : three : 1.0',
      lora_combined_4: 'no weight',
    }
    expect(parseParameterValues(values).loras).toEqual([
      { name: 'a : b', weight: 0.25, hash: '' },
      { name: 'two', weight: -0.5, hash: '' },
      { name: 'ten', weight: 1, hash: '' },
    ])
  })

  it('prefers the LoRA list, which knows the hashes', () => {
    const loras = [['a', 0.5, 'ff'], ['broken'], ['b', 1]]
    expect(parseParameterValues({ loras, lora_combined_1: 'a : 0.5' }).loras).toEqual([
      { name: 'a', weight: 0.5, hash: 'ff' },
      { name: 'b', weight: 1, hash: '' },
    ])
  })

  it('answers any object without throwing', () => {
    const keys = fc.constantFrom('seed', 'styles', 'loras', 'resolution', 'freeu', 'steps', 'lora_combined_1')
    fc.assert(fc.property(fc.dictionary(keys, fc.anything()), (values) => void parseParameterValues(values)))
  })
})

describe('asNumber', () => {
  it('takes numbers and their decimal text only', () => {
    const values = [1.5, ' 2 ', '1e-05', '-3', 4n, '', '0x10', 'Infinity', NaN, '1.2.3', null, '1'.repeat(41)]
    expect(values.map(asNumber)).toEqual([1.5, 2, 1e-5, -3, 4, ...Array<undefined>(7).fill(undefined)])
  })
})
