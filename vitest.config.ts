import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,workers,web,relay,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
    // vitest leaves a core free for watching; here nobody watches.
    maxWorkers: availableParallelism(),
    // Only against hanging: property tests take their time on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
