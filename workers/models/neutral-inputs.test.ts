import { expect, test } from 'vitest'
import type { GraphInput } from '../runtime/runtime.ts'
import { createNeutralInputs } from './neutral-inputs.ts'

const input = (name: string): GraphInput => ({ name, type: 'float32', dims: [null, null, null, null] })
const OWN = ['sample', 'timestep', 'encoder_hidden_states'].map(input)
const spec = { unet: { imagePromptWidth: 5 } }

test('a network without optional inputs gets none', () => {
  expect(createNeutralInputs(OWN, {})(2)).toEqual({})
})

test('each optional input gets what does nothing', () => {
  const names = ['inpaint_feature', 'ctrl_0', 'ctrl_8', 'ctrl_mid', 'ip_k', 'ip_v', 'ip_bias', 'freeu']
  const feeds = createNeutralInputs([...OWN, ...names.map(input)], spec)(2)
  const zero = { dims: [1, 1, 1, 1], data: Float32Array.of(0) }
  const wide = { dims: [2, 1, 5], data: new Float32Array(10) }
  expect(feeds).toEqual({
    inpaint_feature: zero,
    ctrl_0: zero,
    ctrl_8: zero,
    ctrl_mid: zero,
    ip_k: wide,
    ip_v: wide,
    ip_bias: { dims: [1], data: Float32Array.of(-1e4) },
    freeu: { dims: [4], data: Float32Array.of(1, 1, 1, 1) },
  })
})

test('they are made once for each number of rows', () => {
  const feeds = createNeutralInputs([...OWN, input('ip_k')], spec)
  expect(feeds(1)).toBe(feeds(1))
  expect(feeds(1)).toMatchObject({ ip_k: { dims: [1, 1, 5] } })
})

test.each([
  ['that nobody knows', 'class_labels', spec],
  ['whose width the model does not tell', 'ip_v', {}],
  ['in place of the one that the model tells of', 'ctrl_0', { unet: { freeu: true } }],
])('an input %s makes the model corrupt', (_, name, model) => {
  const make = () => createNeutralInputs([...OWN, input(name)], model)
  expect(make).toThrow(expect.objectContaining({ code: 'model_corrupt' }) as Error)
})
