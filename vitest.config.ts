import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,workers,web,relay,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
    testTimeout: 20_000,
  },
})
