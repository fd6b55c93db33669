import { describe, expect, it } from 'vitest'
import { toFooocusJson } from '../../../contract/metadata/scheme-fooocus.ts'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import { mayBeSettings } from '../prompt/may-be-settings.ts'
import { settingsInText } from './settings-in-text.ts'

const A1111 = 'a cat\nNegative prompt: bad\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 7, Size: 512x512'

describe('settings in a pasted text', () => {
  it('are read from JSON as the log copies it', () => {
    const text = toFooocusJson(SAMPLE_PARAMETERS)
    expect(mayBeSettings(text)).toBe(true)
    expect(settingsInText(text)).toMatchObject({ prompt: 'a cat\nextra line', seed: '12345', steps: 30 })
  })

  it('are read from parameters as A1111 copies them', () => {
    expect(mayBeSettings(A1111)).toBe(true)
    expect(settingsInText(A1111)).toMatchObject({ prompt: 'a cat', sampler: 'euler_ancestral', steps: 20 })
  })

  it.each([
    'a cat',
    '{red|blue} cat',
    '{"a": 1}',
    '{ "broken',
    'a sign that says: hello, world: yes, sky: blue',
    'Steps: to success',
  ])('are not seen in a prompt: %s', (text) => {
    expect(mayBeSettings(text) && settingsInText(text) !== null).toBe(false)
  })
})
