import { describe, expect, it } from 'vitest'
import manifest from '../models-manifest.json' with { type: 'json' }
import { findLora, lorasFor, performanceLora, takesLoras } from './lora.ts'
import { ModelManifest } from './manifest.ts'
import type { UserFile } from './user-files.ts'

const model = ModelManifest.parse(manifest).models.find(({ embedded }) => embedded)!

const aFile = (kind: UserFile['kind'], name: string): UserFile => ({
  kind,
  name,
  bytes: 1,
  addedAt: 0,
  sha256: 'a'.repeat(64),
  lora: null,
})

it("lists a model's own files by their names, then the user's LoRAs and no other kind", () => {
  const files = lorasFor(model, [aFile('embedding', 'e.safetensors'), aFile('lora', 'cat.safetensors')])
  expect(files.map(({ name, source }) => [name, source])).toEqual([
    ['sticker-4-steps.safetensors', 'model'],
    ['sticker-8-steps.safetensors', 'model'],
    ['cat.safetensors', 'user'],
  ])
  expect(files.every(({ sha256 }) => /^[0-9a-f]{64}$/u.test(sha256))).toBe(true)
})

it('knows the file behind a performance mode', () => {
  expect(performanceLora(model, 'Lightning')).toMatchObject({
    source: 'model',
    role: 'lora_4_steps',
    name: 'sticker-4-steps.safetensors',
  })
  expect(performanceLora(model, 'Speed')).toBeNull()
})

it('knows whether a model takes any', () => {
  expect(takesLoras(model)).toBe(true)
  expect(takesLoras({ files: model.files.filter(({ role }) => role !== 'unet_weights') })).toBe(false)
})

describe('a file', () => {
  const files = ['cat.v1.safetensors', 'dog.safetensors', 'Cat.safetensors', 'sub/bird.safetensors'].map(
    (name) => ({ name }),
  )

  it.each([
    ['dog.safetensors', 'dog.safetensors'],
    ['dog', 'dog.safetensors'],
    ['styles/dog', 'dog.safetensors'],
    ['styles\\dog.safetensors', 'dog.safetensors'],
    ['dog.pt', 'dog.safetensors'],
    ['cat.v1', 'cat.v1.safetensors'],
    ['bird', 'sub/bird.safetensors'],
    ['Cat', 'Cat.safetensors'],
    ['DOG', undefined],
    ['do', undefined],
    ['', undefined],
  ])('is found by %j: %s', (wanted, found) => {
    expect(findLora(wanted, files)?.name).toBe(found)
  })
})
