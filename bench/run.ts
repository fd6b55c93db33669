/**
 * `npm run bench`: how fast pictures are, as ratios within one run on one machine. Prints a table and appends one JSON
 * line to bench/results.local.jsonl. Needs a build (`npm run build`).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { inHarness, startHarness } from '../e2e/fixtures/harness.ts'
import { findChromium } from '../scripts/setup/find-chromium.mjs'
import { measureNative } from './native.ts'
import type { Measured } from './page/measure.ts'
import { measureProduct } from './product.ts'
import { shippedBytes } from './shipped-bytes.ts'
import { spreadOf, spreadText } from './statistics.ts'

const STEPS = 20
const ROUNDS = 5
const PORT = 7891

const chromiumFound = await findChromium()
if ('missing' in chromiumFound) throw new Error(chromiumFound.missing)
const relay = spawn(process.execPath, ['dist/relay/main.js', '--port', String(PORT)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(relay.stdout, 'data')
const harness = await startHarness('bench/page')
const browser = await chromium.launch({
  executablePath: chromiumFound.path,
  args: ['--headless=new', '--no-sandbox', '--no-first-run', '--disable-background-networking'],
})
try {
  const page = await browser.newPage()
  await harness.open(page)
  const measured = await inHarness<unknown[], Measured>(page, 'compare', STEPS, ROUNDS)
  await page.close()
  const native = spreadOf(await measureNative(30))
  const product = await measureProduct(browser, `http://127.0.0.1:${PORT}`)

  const ours = spreadOf(measured.ours.map((times) => times.imageMs))
  const naive = spreadOf(measured.naive.map((times) => times.imageMs))
  const ourStep = spreadOf(measured.ours.map((times) => times.stepMs))
  const naiveStep = spreadOf(measured.naive.map((times) => times.stepMs))
  const outside = spreadOf(measured.ours.map((times) => (times.outsideMs / times.stepMs) * 100))
  const ratio = spreadOf(measured.naive.map((times, i) => times.imageMs / measured.ours[i]!.imageMs))
  const typing = product.typingMs.length > 0 ? [...product.typingMs].sort((a, b) => a - b) : [Number.NaN]
  const rows: [string, string][] = [
    ['threads', String(measured.report.threads)],
    [`picture of ${STEPS} steps, ours (ms)`, spreadText(ours)],
    [`picture of ${STEPS} steps, naive loop (ms)`, spreadText(naive)],
    ['naive ÷ ours, pair by pair', spreadText(ratio, 2)],
    ['step, ours (ms)', spreadText(ourStep, 1)],
    ['step, naive loop (ms)', spreadText(naiveStep, 1)],
    ['share of a step outside run() (%)', spreadText(outside, 2)],
    ['network call in native onnxruntime (ms)', spreadText(native, 1)],
    ['our step ÷ native call', (ourStep.median / native.median).toFixed(2)],
    ['load over the network, ours (ms)', measured.ourLoadMs.toFixed(0)],
    ['load over the network, naive (ms)', measured.naive[0]!.loadMs.toFixed(0)],
    ['page: first picture ever, from the click (ms)', product.coldMs.toFixed(0)],
    ['page: first picture after a reload (ms)', product.warmMs.toFixed(0)],
    ['page: next picture (ms)', product.hotMs.toFixed(0)],
    [
      'page: longest main-thread task while generating (ms, 0: none of 50 or more)',
      product.longestTaskMs.toFixed(0),
    ],
    [
      'page: key press to letter on screen while generating, 95th percentile (ms)',
      typing[Math.floor(typing.length * 0.95)]!.toFixed(0),
    ],
    ...Object.entries(shippedBytes('dist/web')).map(([kind, bytes]): [string, string] => [
      `${kind} (kB)`,
      (bytes / 1000).toFixed(0),
    ]),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  for (const [name, value] of rows) console.log(`${name.padEnd(width)}  ${value}`)
  appendFileSync(
    'bench/results.local.jsonl',
    `${JSON.stringify({ at: new Date().toISOString(), ...Object.fromEntries(rows) })}\n`,
  )
} finally {
  await browser.close()
  await harness.close()
  relay.kill('SIGTERM')
}
