import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** Libraries with binaries or data of their own, and what few relays need. */
const OWN_FILES = ['libsql', 'node-sqlite3-wasm', 'sharp', 'swagger-ui-dist', 'ioredis']

/**
 * What the HTTP library would load for JSON schemas, and for requests without a socket: a fifth of all code, which takes
 * time to read. `server.ts` sees to it that none of it is asked for.
 */
const NEVER_REACHED = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request']

/**
 * What libraries load at once and would only ask where they have no route for the whole of a folder, and for metrics of
 * the process that are not collected: an eighth of all code.
 */
const NEVER_ASKED = {
  find: /^(glob|@opentelemetry\/api)$/,
  replacement: resolve(import.meta.dirname, 'never-asked.ts'),
}

/**
 * Builds the server for Node: `main.cjs`, and beside it the program, the thread that owns the job database, and what
 * keeps the compiler's work. Libraries are bundled, since finding hundreds of their files takes longer than everything
 * else at a start; some stay where they are.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  resolve: { alias: [NEVER_ASKED] },
  ssr: { noExternal: true, external: [...OWN_FILES, ...NEVER_REACHED] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: '../dist/relay',
    emptyOutDir: true,
    minify: true,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'code-cache/main.ts',
        program: 'main.ts',
        'sqlite-worker': 'stores/sqlite/sqlite-worker.ts',
        'write-code-cache': 'code-cache/write-code-cache.ts',
      },
      output: {
        // Only CommonJS can be run with what the compiler made of it before. Nothing then needs Node's other loader,
        // whose start takes time in each thread.
        format: 'cjs',
        strict: true,
        dynamicImportInCjs: false,
        entryFileNames: '[name].cjs',
        chunkFileNames: 'shared-[hash].cjs',
        // What every file needs would else lie in the largest that several need.
        codeSplitting: { groups: [{ name: 'helpers', test: /rolldown\/runtime/ }] },
      },
      // Otherwise one of them might be put into another, and run when that is.
      preserveEntrySignatures: 'strict',
    },
  },
  logLevel: 'warn',
})
