/**
 * `npm run bench`: how fast pictures are, as ratios within one run on one machine. Prints a table and appends one JSON
 * line to bench/results.local.jsonl. Needs a build (`npm run build`).
 */
import { chromium } from '@playwright/test'
import { inHarness, startHarness } from '../e2e/fixtures/harness.ts'
import { startOwnRelay } from '../e2e/fixtures/own-relay.ts'
import { quietChromium } from '../scripts/setup/quiet-chromium.ts'
import { measureMerge } from './lora-merge.ts'
import { measureNative } from './native.ts'
import type { NaiveTimes } from './page/naive.ts'
import type { OurTimes, Prepared } from './page/measure.ts'
import { measurePlanning } from './planning.ts'
import { measureProduct } from './product.ts'
import { report } from './report.ts'
import { shippedBytes } from './shipped-bytes.ts'
import { percentile, spreadOf, spreadText } from './statistics.ts'

const STEPS = 20
const ROUNDS = 9

const browser = await chromium.launch(await quietChromium())
const relay = await startOwnRelay()
const harness = await startHarness('bench/page')
try {
  const { prepared, naiveLoadMs, guideMs, mine, theirs } = await drawByTurns()
  const planning = measurePlanning(200)
  const native = spreadOf(await measureNative(30))
  const merges = await measureMerge(ROUNDS)
  const product = await measureProduct(browser, relay.address)

  const ours = spreadOf(mine.map((times) => times.imageMs))
  const naive = spreadOf(theirs.map((times) => times.imageMs))
  const ourStep = spreadOf(mine.map((times) => times.stepMs))
  const naiveStep = spreadOf(theirs.map((times) => times.stepMs))
  const outside = spreadOf(mine.map((times) => (times.outsideMs / times.stepMs) * 100))
  const ratio = spreadOf(theirs.map((times, i) => times.imageMs / mine[i]!.imageMs))
  const guideMedian = spreadOf(guideMs).median
  const rows: [string, string][] = [
    ['threads', String(prepared.report.threads)],
    [`picture of ${STEPS} steps, ours (ms)`, spreadText(ours)],
    [`picture of ${STEPS} steps, naive loop (ms)`, spreadText(naive)],
    ['naive ÷ ours, pair by pair', spreadText(ratio, 2)],
    ['step, ours (ms)', spreadText(ourStep, 1)],
    ['step, naive loop (ms)', spreadText(naiveStep, 1)],
    ['share of a step outside run() (%)', spreadText(outside, 2)],
    [
      'sharpness and adaptive guidance ÷ step (%, goal: under 5)',
      spreadText(spreadOf(mine.map((times) => (guideMedian / times.stepMs) * 100)), 2),
    ],
    ['planning a request (ms, goal: under 5)', spreadText(spreadOf(planning.plain), 2)],
    ['planning one of 32 images (ms, goal: under 5)', spreadText(spreadOf(planning.large), 2)],
    ['network call in native onnxruntime (ms)', spreadText(native, 1)],
    ['our step ÷ native call', (ourStep.median / native.median).toFixed(2)],
    ['reading the weights (ms)', spreadText(spreadOf(merges.map(({ readMs }) => readMs)))],
    ['merging a LoRA into them (ms)', spreadText(spreadOf(merges.map(({ mergeMs }) => mergeMs)))],
    ['merging ÷ reading', spreadText(spreadOf(merges.map(({ readMs, mergeMs }) => mergeMs / readMs)), 2)],
    ['load over the network, ours (ms)', prepared.loadMs.toFixed(0)],
    ['load over the network, naive (ms)', naiveLoadMs.toFixed(0)],
    ['page: first picture ever, from the click (ms)', product.coldMs.toFixed(0)],
    ['page: first picture after a reload (ms)', product.warmMs.toFixed(0)],
    ['page: next picture (ms)', spreadText(spreadOf(product.hotMs))],
    [
      'page: longest main-thread task while generating (ms, 0: none of 50 or more)',
      spreadText(spreadOf(product.longestTaskMs)),
    ],
    [
      'page: key press to letter on screen while generating, 95th percentile (ms)',
      (product.typingMs.length > 0 ? percentile(product.typingMs, 0.95) : Number.NaN).toFixed(0),
    ],
    ...Object.entries(shippedBytes('dist/web')).map(([kind, bytes]): [string, string] => [
      `${kind} (kB)`,
      (bytes / 1000).toFixed(0),
    ]),
  ]
  report('results', rows)
} finally {
  await browser.close()
  await harness.close()
  await relay.remove()
}

/** One picture of ours, one of the naive loop, and again; the page that does not draw is idle. */
async function drawByTurns() {
  const [ourPage, naivePage] = [await browser.newPage(), await browser.newPage()]
  await harness.open(ourPage)
  await harness.open(naivePage)
  const prepared = await inHarness<unknown[], Prepared>(ourPage, 'prepareOurs', STEPS)
  const { loadMs } = await inHarness<unknown[], { loadMs: number }>(naivePage, 'prepareNaive', STEPS)
  const mine: OurTimes[] = []
  const theirs: NaiveTimes[] = []
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await inHarness<unknown[], OurTimes>(ourPage, 'draw'))
    theirs.push(await inHarness<unknown[], NaiveTimes>(naivePage, 'draw'))
  }
  const guideMs = await inHarness<unknown[], number[]>(ourPage, 'measureGuide')
  await ourPage.close()
  await naivePage.close()
  return { prepared, naiveLoadMs: loadMs, guideMs, mine, theirs }
}
