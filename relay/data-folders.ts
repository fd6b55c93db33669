import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import type { RelayConfig } from './config.ts'

/** Where a running relay keeps files. */
export interface DataFolders {
  readonly outputs: string
  readonly inputs: string
  /** Removes what was only meant for this run. */
  dispose(): void
}

/** The folders of the command line, made if they are not there; with `--memory-only` temporary ones. */
export function openDataFolders(
  config: Pick<RelayConfig, 'dataPath' | 'outputPath' | 'memoryOnly'>,
): DataFolders {
  const { dataPath, outputPath, memoryOnly } = config
  if (!memoryOnly) {
    mkdirSync(dataPath, { recursive: true })
    return { outputs: outputPath, inputs: join(dataPath, 'inputs'), dispose: () => undefined }
  }
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-'))
  const isOwn = outputPath.startsWith(dataPath + sep)
  return {
    outputs: isOwn ? join(folder, 'outputs') : outputPath,
    inputs: join(folder, 'inputs'),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
