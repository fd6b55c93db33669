import { createReadStream } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import type { Plugin, ResolvedConfig } from 'vite'

/** The files that the library's builds `/jspi`, `/webgpu` and `/wasm` fetch while running; no others are served. */
export const ORT_FILES = [
  'ort-wasm-simd-threaded.jspi.mjs',
  'ort-wasm-simd-threaded.jspi.wasm',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
] as const

const TYPES: Record<string, string> = { '.mjs': 'text/javascript', '.wasm': 'application/wasm' }

/**
 * Puts onnxruntime-web's own files at `<base>ort/`: straight from its package in development, copied by a build.
 * They are fetched by address and never pass through the bundler, which would inline or rewrite them.
 */
export function ortFiles(): Plugin {
  const folder = dirname(
    createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  )
  let config: ResolvedConfig
  return {
    name: 'fooocus-tab:ort-files',
    configResolved(resolved) {
      config = resolved
    },
    configureServer(server) {
      server.middlewares.use(`${config.base}ort/`, (request, response, next) => {
        const name = ORT_FILES.find((file) => request.url?.split('?', 1)[0] === `/${file}`)
        if (!name) return next()
        const path = join(folder, name)
        void stat(path).then(({ size }) => {
          response.setHeader('content-type', TYPES[extname(name)]!)
          response.setHeader('content-length', size)
          for (const [header, value] of Object.entries(config.server.headers ?? {}))
            response.setHeader(header, value!)
          createReadStream(path).pipe(response)
        }, next)
      })
    },
    async writeBundle() {
      const target = join(config.root, config.build.outDir, 'ort')
      await mkdir(target, { recursive: true })
      for (const file of ORT_FILES) await copyFile(join(folder, file), join(target, file))
    },
  }
}
