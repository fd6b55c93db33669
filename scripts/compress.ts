/**
 * Puts a .br and a .gz beside every text and WASM file of the built page, for the server to send as they are.
 * Models are left alone: they do not shrink, and their byte ranges must count the file's own bytes.
 */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const web = join(root, 'dist/web')
/** The library's files are big and change with its version only; compressing them once is enough. */
const kept = join(root, 'node_modules/.cache/fooocus-tab/compressed')

const ENDINGS = new Set(['.js', '.mjs', '.css', '.html', '.svg', '.json', '.webmanifest', '.wasm'])
/** Files below this size gain nothing from it. */
const SMALLEST_BYTES = 600
const BIG_BYTES = 4_000_000

const startedMs = performance.now()
let files = 0
let before = 0
let after = 0

await mkdir(kept, { recursive: true })
for (const path of await compressible()) {
  const content = await readFile(join(web, path))
  if (content.length < SMALLEST_BYTES) continue
  files++
  before += content.length
  after += await put(path, content, 'br')
  await put(path, content, 'gz')
}
const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
console.log(`compressed ${files} files from ${kilobytes(before)} to ${kilobytes(after)} kB in ${seconds} s`)

async function compressible(): Promise<string[]> {
  const entries = await readdir(web, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && ENDINGS.has(extname(entry.name)))
    .map((entry) => relative(web, join(entry.parentPath, entry.name)))
    .filter((path) => !/^(models|\.vite)\b/.test(path))
}

async function put(path: string, content: Buffer, ending: 'br' | 'gz'): Promise<number> {
  const target = join(web, `${path}.${ending}`)
  const big = content.length > BIG_BYTES
  const known = join(kept, `${createHash('sha256').update(content).digest('hex')}.${ending}`)
  if (big && (await copyIfThere(known, target))) return (await readFile(target)).length
  const compressed = await (ending === 'br' ? toBrotli(content, big) : promisify(gzip)(content, { level: 9 }))
  await writeFile(target, compressed)
  if (big) await writeFile(known, compressed)
  return compressed.length
}

async function copyIfThere(from: string, to: string): Promise<boolean> {
  return copyFile(from, to).then(
    () => true,
    () => false,
  )
}

function toBrotli(content: Buffer, big: boolean): Promise<Buffer> {
  return promisify(brotliCompress)(content, {
    params: {
      // The highest level takes most of a minute for a file of this size and saves a twentieth.
      [constants.BROTLI_PARAM_QUALITY]: big ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  })
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1000)
}
