import { defineConfig } from 'vite'

/**
 * Builds the server for Node: `main.js`, and beside it the thread that owns the job database. Libraries are bundled,
 * since finding hundreds of their files takes longer than everything else at a start; those with binaries or data of their
 * own stay where they are, and so does what few relays need.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['libsql', 'node-sqlite3-wasm', 'sharp', 'swagger-ui-dist', 'ioredis'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: '../dist/relay',
    emptyOutDir: true,
    // Half the time of a start is reading code; source maps keep stack traces readable.
    minify: true,
    sourcemap: true,
    rolldownOptions: {
      input: { main: 'main.ts', 'sqlite-worker': 'stores/sqlite/sqlite-worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
    },
  },
  logLevel: 'warn',
})
