/**
 * `npm run bench:gallery`: how the gallery does with a thousand and with ten thousand pictures. Prints a table and appends
 * a JSON line to bench/gallery.local.jsonl. Needs a build (`npm run build`).
 */
import { loadavg } from 'node:os'
import { chromium } from '@playwright/test'
import { startOwnRelay } from '../e2e/fixtures/own-relay.ts'
import { quietChromium } from '../scripts/setup/quiet-chromium.ts'
import { measureGallery, type GalleryTimes } from './gallery/measure-gallery.ts'
import { report } from './report.ts'
import { spreadOf, spreadText } from './statistics.ts'

const COUNTS = [1_000, 10_000]

const browser = await chromium.launch(await quietChromium())
const relay = await startOwnRelay(['--memory-only'])
try {
  const rows: [string, string][] = [['load of the machine at the start', loadavg()[0]!.toFixed(1)]]
  for (const count of COUNTS) {
    rows.push(...rowsOf(count, await measureGallery(browser, relay.address, count)))
  }
  rows.push(['load of the machine at the end', loadavg()[0]!.toFixed(1)])
  report('gallery', rows)
} finally {
  await browser.close()
  await relay.remove()
}

function rowsOf(count: number, times: GalleryTimes): [string, string][] {
  const name = `${count.toLocaleString('en')} pictures`
  return [
    [`${name}: first tiles, after the index was read (ms)`, spreadText(spreadOf(times.openMs))],
    [`${name}: first tiles, index made for an older version (ms)`, times.upgradeMs.toFixed(0)],
    [`${name}: first tiles, first visit (ms)`, times.coldMs.toFixed(0)],
    [`${name}: letter to answer on screen (ms)`, spreadText(spreadOf(times.searchMs))],
    [`${name}: longest frame while scrolling (ms)`, times.longestFrameMs.toFixed(0)],
    [`${name}: longest frame of a still page (ms)`, times.stillFrameMs.toFixed(0)],
    [`${name}: heap, gallery − Create (MB)`, (times.heapGrowth / 1e6).toFixed(1)],
    [`${name}: tiles drawn beyond those in sight`, String(times.spareTiles)],
    [`${name}: object URLs beyond the tiles in sight`, String(times.spareUrls)],
  ]
}
