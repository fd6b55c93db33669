import { defineConfig } from 'vite'

/** Builds the server into one file for Node; what it takes from node_modules stays there. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    ssr: 'main.ts',
    target: 'node20',
    outDir: '../dist/relay',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: 'main.js' } },
  },
  logLevel: 'warn',
})
