import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const RELAY = join(import.meta.dirname, '../..')
const CACHE = join(RELAY, '../node_modules/.cache')

/** A bundle in a folder of its own. */
export interface BuiltRelay {
  /** To be run with Node. */
  readonly script: string
  remove(): void
}

/** Bundles {@link file://./relay-process.ts} as the product is bundled. */
export async function buildRelay(): Promise<BuiltRelay> {
  mkdirSync(CACHE, { recursive: true })
  // Below the repository, so that what is not bundled is found in node_modules.
  const folder = mkdtempSync(join(CACHE, 'relay-process-'))
  await build({
    root: RELAY,
    configFile: join(RELAY, 'vite.config.ts'),
    logLevel: 'error',
    build: {
      outDir: folder,
      sourcemap: false,
      rolldownOptions: {
        input: {
          'relay-process': join(import.meta.dirname, 'relay-process.ts'),
          'sqlite-worker': join(RELAY, 'stores/sqlite/sqlite-worker.ts'),
        },
      },
    },
  })
  return {
    script: join(folder, 'relay-process.cjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
