import { defineConfig } from 'vitest/config'

/** The API's black-box checks against the built relay with a real browser behind it. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // They share one processor with the tab that makes the pictures.
    fileParallelism: false,
  },
})
