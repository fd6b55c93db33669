/**
 * Fills `bytes`, `sha256` and `blocks` of every model whose files lie in `public/`, in models-manifest.json.
 * Run by `npm run models:hash` after a model file changed; with `--check` it only says whether they agree.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BLOCK_BYTES, ModelManifest } from '../contract/manifest.ts'

const MANIFEST = 'models-manifest.json'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function describe(path: string) {
  const bytes = readFileSync(path)
  const blocks: string[] = []
  for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
    blocks.push(sha256(bytes.subarray(start, start + BLOCK_BYTES)))
  }
  return { bytes: bytes.length, sha256: sha256(bytes), blocks }
}

const before = readFileSync(MANIFEST, 'utf8')
// The file is ours and is validated below; hashes may still be placeholders here.
const manifest = JSON.parse(before) as ModelManifest
for (const model of manifest.models) {
  for (const file of model.files) {
    const path = join('public', model.source, file.path)
    if (existsSync(path)) Object.assign(file, describe(path))
  }
}
const after = `${JSON.stringify(ModelManifest.parse(manifest), null, 2)}\n`
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(`${MANIFEST} does not describe the files in public/: run npm run models:hash`)
    process.exit(1)
  }
} else {
  writeFileSync(MANIFEST, after)
  console.log(`${MANIFEST}: ${manifest.models.length} model(s) described`)
}
