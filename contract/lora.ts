import type { FileRole, ModelEntry } from './manifest.ts'
import { fileStem } from './metadata/parameters.ts'
import type { UserFile } from './user-files.ts'

/** A LoRA file that can be chosen by name, and where it lies. */
export type LoraFile = { readonly name: string; readonly sha256: string } & (
  { readonly source: 'model'; readonly role: FileRole } | { readonly source: 'user' }
)

/** A LoRA file and how strongly it counts. Lists of them are merged in their order. */
export type LoraUse = LoraFile & {
  /** −2…2; negative turns its change around, 0 leaves it out. */
  readonly weight: number
}

/** How many LoRAs a request may choose, as in Fooocus; the one of a performance mode comes on top. */
export const LORA_SLOTS = 5

/** Limits of a LoRA's weight, either sign. */
export const MAX_LORA_WEIGHT = 2

/** What Fooocus calls an empty slot. */
export const NO_LORA = 'None'

/** The LoRA files that a model brings along, by the names of their files. */
export function modelLoras({ files }: Pick<ModelEntry, 'files'>): LoraFile[] {
  return files
    .filter(({ role }) => role.startsWith('lora_'))
    .map(({ role, path, sha256 }) => ({ source: 'model', role, name: baseName(path), sha256 }))
}

/** All LoRA files that can be chosen with a model: its own, then the user's. */
export function lorasFor(model: Pick<ModelEntry, 'files'>, userFiles: readonly UserFile[]): LoraFile[] {
  const own = userFiles.filter(({ kind }) => kind === 'lora')
  return [
    ...modelLoras(model),
    ...own.map(({ name, sha256 }): LoraFile => ({ source: 'user', name, sha256 })),
  ]
}

/** The LoRA file that a performance mode of a model runs with, and its weight; null when it needs none. */
export function performanceLora(
  model: Pick<ModelEntry, 'files' | 'spec'>,
  mode: keyof NonNullable<ModelEntry['spec']['performanceLoras']>,
): LoraUse | null {
  const listed = model.spec.performanceLoras?.[mode]
  const file = listed && modelLoras(model).find((one) => one.source === 'model' && one.role === listed.role)
  return file ? { ...file, weight: listed.weight } : null
}

/** Whether LoRAs can be merged into a model: its weights must lie beside the graph, where they can be changed. */
export function takesLoras({ files }: Pick<ModelEntry, 'files'>): boolean {
  return files.some(({ role }) => role === 'unet_weights')
}

/**
 * Finds a file by what people call it: its name, with any folder before it, or its name without the extension.
 * Upper and lower case are two things, as in Fooocus.
 */
export function findLora<File extends Pick<LoraFile, 'name'>>(
  wanted: string,
  files: readonly File[],
): File | undefined {
  const bare = baseName(wanted)
  return (
    files.find(({ name }) => name === wanted) ??
    files.find(({ name }) => name === bare) ??
    files.find(({ name }) => fileStem(name) === bare) ??
    files.find(({ name }) => fileStem(name) === fileStem(bare))
  )
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
