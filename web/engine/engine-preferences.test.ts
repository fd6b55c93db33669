import { describe, expect, it } from 'vitest'
import { enginePreferences } from './engine-preferences.ts'

const CHOSEN = { backend: 'webgpu', threads: 3 } as const

describe('enginePreferences', () => {
  it('takes what was chosen where the address says nothing', () => {
    expect(enginePreferences('?sample=off', CHOSEN)).toEqual(CHOSEN)
  })

  it('lets the address have the first word, in each part by itself', () => {
    expect(enginePreferences('?engine=wasm', CHOSEN)).toEqual({ backend: 'wasm', threads: 3 })
    expect(enginePreferences('?threads=1', CHOSEN)).toEqual({ backend: 'webgpu', threads: 1 })
  })

  it.each(['?engine=gpu', '?threads=0', '?threads=65', '?threads=1.5', '?threads=many'])(
    'ignores %s',
    (search) => {
      expect(enginePreferences(search, CHOSEN)).toEqual(CHOSEN)
    },
  )
})
