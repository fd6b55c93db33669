/**
 * `npm run bench:gallery`: how the gallery does with a thousand and with ten thousand pictures. Prints a table and appends
 * a JSON line to bench/gallery.local.jsonl. Needs a build (`npm run build`).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { chromium } from '@playwright/test'
import { findChromium } from '../scripts/setup/find-chromium.mjs'
import { measureGallery, type GalleryTimes } from './gallery/measure-gallery.ts'
import { spreadOf, spreadText } from './statistics.ts'

const PORT = 7897
const COUNTS = [1_000, 10_000]

const found = await findChromium()
if ('missing' in found) throw new Error(found.missing)
const relay = spawn(process.execPath, ['dist/relay/main.js', '--memory-only', '--port', String(PORT)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(relay.stdout, 'data')
const browser = await chromium.launch({
  executablePath: found.path,
  args: [
    '--headless=new',
    '--no-sandbox',
    '--no-first-run',
    '--disable-background-networking',
    '--enable-precise-memory-info',
    '--js-flags=--expose-gc',
  ],
})
try {
  const rows: [string, string][] = [['load of the machine at the start', loadavg()[0]!.toFixed(1)]]
  for (const count of COUNTS) {
    rows.push(...rowsOf(count, await measureGallery(browser, `http://127.0.0.1:${PORT}`, count)))
  }
  rows.push(['load of the machine at the end', loadavg()[0]!.toFixed(1)])
  const width = Math.max(...rows.map(([name]) => name.length))
  for (const [name, value] of rows) console.log(`${name.padEnd(width)}  ${value}`)
  appendFileSync(
    'bench/gallery.local.jsonl',
    `${JSON.stringify({ at: new Date().toISOString(), ...Object.fromEntries(rows) })}\n`,
  )
} finally {
  await browser.close()
  relay.kill('SIGTERM')
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
