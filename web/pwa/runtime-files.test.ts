import { expect, test } from 'vitest'
import { ORT_FILES } from '../../scripts/vite/ort-files.ts'
import { runtimeFiles } from './runtime-files.ts'

test('the files of all builds of the library are the files that a build of the page copies', () => {
  const named = (['jspi', 'webgpu', 'wasm'] as const).flatMap(runtimeFiles)
  expect(named.sort()).toEqual(ORT_FILES.map((file) => `ort/${file}`).sort())
})
