import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { stickerModel } from '../workers/testing/sticker-model.ts'

/** Bytes the built page sends, scripts and styles compressed, by kind. */
export function shippedBytes(folder: string): Readonly<Record<string, number>> {
  const assets = readdirSync(join(folder, 'assets'))
  const gzip = (name: string) => gzipSync(readFileSync(join(folder, 'assets', name))).length
  const sum = (wanted: (name: string) => boolean) =>
    assets.filter(wanted).reduce((bytes, name) => bytes + gzip(name), 0)
  return {
    'page scripts, all chunks (gzip)': sum((name) => name.endsWith('.js') && !name.startsWith('worker-')),
    'worker scripts without the wasm (gzip)': sum(
      (name) => name.endsWith('.js') && name.startsWith('worker-'),
    ),
    'styles (gzip)': sum((name) => name.endsWith('.css')),
    'inference library for WASM (gzip)': gzipSync(
      readFileSync(join(folder, 'ort/ort-wasm-simd-threaded.wasm')),
    ).length,
    'built-in model': stickerModel.files
      .map(({ path }) => statSync(join(folder, stickerModel.source, path)).size)
      .reduce((all, bytes) => all + bytes),
  }
}
