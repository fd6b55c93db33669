/** A library inside the page, with what it may be used under. */
export interface Library {
  readonly name: string
  readonly licence: string
}

/** What is built into the page and its workers. A test holds the list to package.json and to the packages. */
export const PAGE_LIBRARIES: readonly Library[] = [
  { name: '@formatjs/icu-messageformat-parser', licence: 'MIT' },
  { name: 'client-zip', licence: 'MIT' },
  { name: 'comlink', licence: 'Apache-2.0' },
  { name: 'hash-wasm', licence: 'MIT' },
  { name: 'idb', licence: 'ISC' },
  { name: 'intl-messageformat', licence: 'BSD-3-Clause' },
  { name: 'lucide-react', licence: 'ISC' },
  { name: 'onnxruntime-web', licence: 'MIT' },
  { name: 'react', licence: 'MIT' },
  { name: 'react-aria-components', licence: 'Apache-2.0' },
  { name: 'react-compare-slider', licence: 'MIT' },
  { name: 'react-dom', licence: 'MIT' },
  { name: 'react-zoom-pan-pinch', licence: 'MIT' },
  { name: 'unzipit', licence: 'MIT' },
  { name: 'workbox-precaching', licence: 'MIT' },
  { name: 'workbox-routing', licence: 'MIT' },
  { name: 'zod', licence: 'MIT' },
  { name: 'zundo', licence: 'MIT' },
  { name: 'zustand', licence: 'MIT' },
]
