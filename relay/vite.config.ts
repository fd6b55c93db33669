import { defineConfig } from 'vite'

/**
 * Builds the server for Node: `main.js`, and beside it the thread that owns the job database. What it takes from
 * node_modules stays there.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: '../dist/relay',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { main: 'main.ts', 'sqlite-worker': 'stores/sqlite/sqlite-worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
    },
  },
  logLevel: 'warn',
})
