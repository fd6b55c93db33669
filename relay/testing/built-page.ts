import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/** A folder that looks like the built page. */
export interface BuiltPage {
  readonly root: string
  remove(): void
}

export const SCRIPT = "console.log('hello from the page')\n".repeat(50)
export const MODEL = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256))
export const INLINE = 'document.title = "inline"'
export const HTML = `<!doctype html><title>Fooocus Tab</title><script>${INLINE}</script><script src="/x.js"></script>`

/** Makes one in the temporary folder. */
export function makeBuiltPage(more: Readonly<Record<string, Buffer | string>> = {}): BuiltPage {
  const root = mkdtempSync(join(tmpdir(), 'fooocus-tab-'))
  const files = {
    'index.html': HTML,
    'service-worker.js': '// worker',
    'assets/page-abc123.js': SCRIPT,
    'assets/page-abc123.js.br': brotliCompressSync(SCRIPT),
    'models/sticker/unet/model.onnx': MODEL,
    'ort/ort.wasm': MODEL,
    '.vite/manifest.json': '{}',
    ...more,
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return { root, remove: () => rmSync(root, { recursive: true }) }
}
