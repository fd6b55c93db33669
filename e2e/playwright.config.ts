import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import type { StudioOptions } from './fixtures/studio.ts'

const root = join(import.meta.dirname, '..')

/** This file is read again in every worker process; they inherit the port that the first reading found. */
process.env.E2E_PORT ??= String(await freePort())
const baseURL = `http://127.0.0.1:${process.env.E2E_PORT}`

const QUIET = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

/** WebGPU computed by the processor: slow, without half precision, and the same on every machine. */
const SOFTWARE_GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']

const GPU_SPECS = '**/*.webgpu.spec.ts'

/**
 * WebAssembly compiled once and for the first time only. Every test starts a new browser, in which compiling the
 * inference library for speed, behind what the test does, takes longer than the test draws.
 */
const COMPILED_ONCE = '--js-flags=--liftoff-only'

/** What draws enough to be run as people run it. */
const AS_SHIPPED = ['**/generate.spec.ts', '**/parity.spec.ts', '**/threads.spec.ts', '**/offline.spec.ts']

/** The browser tests: the built page, served by the built relay, in one Chromium after another. */
export default defineConfig<StudioOptions>({
  testDir: import.meta.dirname,
  // api/ holds vitest's own.
  testMatch: '**/*.spec.ts',
  outputDir: join(root, 'test-results'),
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // A trace slows every step down by a fifth: `--trace on` records one where a failure needs it.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'wasm',
      testIgnore: [GPU_SPECS, ...AS_SHIPPED],
      use: { launchOptions: launch([...QUIET, COMPILED_ONCE]) },
    },
    { name: 'wasm as shipped', testMatch: AS_SHIPPED, use: { launchOptions: launch(QUIET) } },
    {
      name: 'webgpu',
      testMatch: GPU_SPECS,
      // A software adapter is refused unless it is asked for.
      use: { path: '/?sample=off&engine=webgpu', launchOptions: launch([...QUIET, ...SOFTWARE_GPU]) },
    },
  ],
  webServer: {
    command: `node dist/relay/main.cjs --memory-only --port ${process.env.E2E_PORT}`,
    cwd: root,
    url: `${baseURL}/health`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
})

function launch(args: string[]) {
  const { CHROMIUM_PATH } = process.env
  return { args, ...(CHROMIUM_PATH && { executablePath: CHROMIUM_PATH }) }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
