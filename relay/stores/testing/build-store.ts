import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, mergeConfig } from 'vite'
import config from '../../vite.config.ts'

/** The SQLite store as the build makes it. */
export interface BuiltStore {
  /** Exports `openSqliteJobStore`. */
  readonly main: URL
  readonly worker: URL
  remove(): Promise<void>
}

/** Builds with the server's own settings, but the store in the place of the server. */
export async function buildStore(): Promise<BuiltStore> {
  // Below the repository, so that libraries are found as they are from the real build.
  const cache = join(import.meta.dirname, '../../../node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'built-store-'))
  const input = { main: 'stores/sqlite/open-sqlite-job-store.ts' }
  const changes = {
    configFile: false,
    build: { outDir: folder, sourcemap: false, rolldownOptions: { input } },
  }
  await build(mergeConfig(config, changes))
  const urlOf = (file: string) => pathToFileURL(join(folder, file))
  return {
    main: urlOf('main.cjs'),
    worker: urlOf('sqlite-worker.cjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
