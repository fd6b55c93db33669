import type { ModelEntry, ModelFile } from '../../contract/manifest.ts'
import { countBlocks, planBlocks, type PlannedBlock } from './block-plan.ts'
import type { BlockStore, FileRecord, StoredBlock } from './ports.ts'

/** What is stored of a file, by what is written down about it; no bytes have been read. */
export interface StoredFile {
  readonly plan: readonly PlannedBlock[]
  /** Blocks of the right size and, where it is known, the right hash. */
  readonly good: ReadonlyMap<number, StoredBlock>
  /** Blocks of another version of the file, or of another block size. */
  readonly useless: readonly StoredBlock[]
  /** The version that the blocks belong to, where it was noted. */
  readonly recordedSha256: string | null
  /** True when nothing is missing and the whole file has been verified at some time. */
  readonly complete: boolean
}

/** Compares what is stored with what the manifest wants. */
export async function readStoredFile(
  blocks: BlockStore,
  model: ModelEntry,
  file: ModelFile,
  blockBytes: number,
): Promise<StoredFile> {
  const [record, stored] = await Promise.all([
    blocks.getFile(model.id, file.path),
    blocks.list(model.id, file.path),
  ])
  const recorded = usableHashes(record, file, blockBytes)
  const plan = planBlocks(file, blockBytes, recorded)
  // Without a hash for each block, only the record says which version of the file they belong to.
  const known = file.blocks !== undefined || record?.sha256 === file.sha256
  const isGood = ({ index, bytes, sha256 }: StoredBlock) => {
    const planned = plan[index]
    return known && planned?.bytes === bytes.size && (planned.sha256 ?? sha256) === sha256
  }
  const good = new Map(stored.filter(isGood).map((block) => [block.index, block]))
  return {
    plan,
    good,
    useless: stored.filter((block) => !isGood(block)),
    recordedSha256: record?.sha256 ?? null,
    complete: good.size === plan.length && plan.every((block) => block.sha256 !== null),
  }
}

/** Bytes of the blocks that are good. */
export function storedBytes(stored: Pick<StoredFile, 'good'>): number {
  return [...stored.good.values()].reduce((sum, block) => sum + block.bytes.size, 0)
}

/** The hashes of an earlier check of the whole, if it was of this version and in blocks of this size. */
function usableHashes(record: FileRecord | null, file: ModelFile, blockBytes: number): readonly string[] {
  if (!record?.wholeVerified || record.sha256 !== file.sha256) return []
  return record.blockHashes.length === countBlocks(file, blockBytes) ? record.blockHashes : []
}
