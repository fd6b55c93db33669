import { describe, expect, it } from 'vitest'
import { findEmbedding } from './embedding.ts'
import type { UserFile } from './user-files.ts'

const file = (name: string, kind: UserFile['kind'] = 'embedding'): UserFile => ({
  kind,
  name,
  bytes: 1,
  addedAt: 0,
  sha256: name,
  lora: null,
})
const files = [file('dog.safetensors', 'lora'), file('cat.safetensors'), file('cat'), file('a,.safetensors')]

describe('the embedding that a prompt names', () => {
  it.each([
    ['cat.safetensors', 'cat.safetensors', 'cat.safetensors'],
    ['cat', 'cat', 'cat'],
    ['cat,,', 'cat', 'cat'],
    ['a,', 'a,', 'a,.safetensors'],
  ])('by %j is known as %j and is the file %j', (name, word, found) => {
    expect(findEmbedding(name, files)).toEqual({ word, name: found, sha256: found })
  })

  it.each(['dog', 'Cat', '', 'x/cat'])('is none for %j', (name) => {
    expect(findEmbedding(name, files)).toBeUndefined()
  })
})
