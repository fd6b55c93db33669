import { realpathSync } from 'node:fs'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, normalizePath } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { ISOLATION_HEADERS } from './relay/headers.ts'
import { compileMessages } from './scripts/vite/compile-messages.ts'
import { leaveOutJsonSchema } from './scripts/vite/leave-out-json-schema.ts'
import { ortFiles } from './scripts/vite/ort-files.ts'
import { thirdPartyNotices } from './scripts/vite/third-party-notices.ts'

/** The address of page and API, in development too. */
const PORT = 7866

/** Parts of the create view that are there from the beginning, but not in the shell. */
const FIRST_VIEW = [
  'first-run/SampleTiles.tsx',
  'notices/NoticeBar.tsx',
  'options/OptionsPanel.tsx',
  'options/SettingsTab.tsx',
  'prompt/MoreWays.tsx',
  'prompt/PromptTools.tsx',
].map((path) => normalizePath(realpathSync(`${import.meta.dirname}/web/features/${path}`)))

/** Builds the page and its workers. The server is built by relay/vite.config.ts. */
export default defineConfig({
  root: `${import.meta.dirname}/web`,
  publicDir: '../public',
  base: process.env.FOOOCUS_TAB_BASE ?? '/',
  plugins: [
    react(),
    // The component library's own words in the page's languages; the other thirty are left out.
    { ...optimizeLocales.vite({ locales: ['en-US', 'ar-AE', 'de-DE', 'zh-CN'] }), enforce: 'pre' },
    compileMessages(),
    leaveOutJsonSchema(),
    ortFiles(),
    thirdPartyNotices(import.meta.dirname),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'pwa',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,png,avif,webp,woff2,webmanifest}'],
        // Models live in the database, the library's files in a cache that outlasts an update of the page.
        // Of pictures in two formats, the one that all current browsers take.
        globIgnores: ['models/**', 'ort/**', '**/*.map', 'assets/{styles,samples}-*.webp'],
        maximumFileSizeToCacheInBytes: 4_000_000,
      },
    }),
  ],
  resolve: {
    // The library's small scripts, which fetch their .mjs and .wasm from `<base>ort/` instead of carrying them.
    conditions: [...defaultClientConditions, 'onnxruntime-web-use-extern-wasm'],
  },
  optimizeDeps: {
    exclude: ['onnxruntime-web'],
    entries: ['index.html', '../workers/main.ts', '../workers/bridge/main.ts'],
  },
  worker: {
    format: 'es',
    plugins: () => [leaveOutJsonSchema()],
    rolldownOptions: {
      output: {
        // Both entries are called main; budgets tell them apart by these names.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes('/bridge/')
            ? 'assets/worker-bridge-[hash].js'
            : 'assets/worker-[name]-[hash].js',
        chunkFileNames: 'assets/worker-[name]-[hash].js',
      },
    },
  },
  build: {
    outDir: '../dist/web',
    rolldownOptions: {
      output: {
        // All that the page starts with is one file: what it shares with parts that come later would be fifty small
        // ones, and the browser fetches six at a time.
        // So are the parts of its first view that come a moment later.
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 1 },
            { name: 'first-view', test: (id) => FIRST_VIEW.includes(id) },
          ],
        },
        // Of these a visitor loads one; budgets tell them apart by the name.
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes('/text/locales/')
            ? 'assets/language-[name]-[hash].js'
            : 'assets/[name]-[hash].js',
      },
    },
    // One small file: a view's own would be a request more for it, and a name more in every list of files.
    cssCodeSplit: false,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    manifest: true,
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', port: PORT, strictPort: true, headers: ISOLATION_HEADERS },
  preview: { host: '127.0.0.1', port: PORT, strictPort: true, headers: ISOLATION_HEADERS },
})
