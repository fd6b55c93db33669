import type { ModelEntry } from '../../contract/manifest.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { OpenModelFile } from './open-files.ts'
import type { LoadHow } from './ports.ts'

/** What loading a network that works on pictures needs. */
export interface LoadToolParts extends LoadHow {
  readonly runtime: Runtime
  readonly entry: ModelEntry
  readonly openFile: OpenModelFile
}
