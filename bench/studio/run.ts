/**
 * `npm run bench:page`: whether the page stays calm: loads, typing and pressing while pictures form, layout shift, and what
 * a long session leaves behind. Prints a table and appends a JSON line to bench/page.local.jsonl. Needs a build.
 */
import { loadavg } from 'node:os'
import { chromium } from '@playwright/test'
import { startOwnRelay } from '../../e2e/fixtures/own-relay.ts'
import { quietChromium } from '../../scripts/setup/quiet-chromium.ts'
import { report } from '../report.ts'
import { spreadOf } from '../statistics.ts'
import { measureCalm, type Calm } from './measure-calm.ts'
import { measureLoad } from './measure-loads.ts'
import { measureSession, type HeapBytes } from './measure-session.ts'

const SESSION = Number(process.argv[2] ?? 200)
const ROUNDS = 3

const browser = await chromium.launch(await quietChromium())
const relay = await startOwnRelay(['--memory-only'])
const { address } = relay
const ms = (value: number) => `${value.toFixed(0)} ms`
const MB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
try {
  const load = await measureLoad(browser, address)
  const calms: { all: Calm[]; spared: Calm[] } = { all: [], spared: [] }
  // By turns, since a machine is not the same from minute to minute.
  for (let round = 0; round < ROUNDS; round++) {
    calms.all.push(await measureCalm(browser, address, '&engine=wasm'))
    calms.spared.push(await measureCalm(browser, address, '&engine=wasm&threads=1'))
  }
  const [all, spared] = [middleOf(calms.all), middleOf(calms.spared)]
  const session = await measureSession(browser, address, SESSION)
  const rows: [string, string][] = [
    ['load of the machine', loadavg()[0]!.toFixed(1)],
    ['largest paint, first visit', ms(load.coldPaintMs)],
    ['largest paint, again and offline', ms(load.offlinePaintMs)],
    ['draft back after the first paint', ms(load.restoreMs)],
    ['layout shift of the first visit', load.coldShift.toFixed(4)],
    ['layout shift of the next, offline', load.offlineShift.toFixed(4)],
    ...calmRows('all threads', all),
    ...calmRows('one thread', spared),
    ['one thread ÷ all threads: typing while generating', (spared.typingBusy / all.typingBusy).toFixed(2)],
    ['one thread ÷ all threads: a picture', (spared.pictureMs / all.pictureMs).toFixed(2)],
    [`heap after ${Math.ceil(SESSION / 10)} pictures`, heapText(session.before)],
    [`heap after ${SESSION} pictures`, heapText(session.after)],
    ['heap, end ÷ start', (session.after.all / session.before.all).toFixed(2)],
    ['heap without compiled code, end ÷ start', (keptOf(session.after) / keptOf(session.before)).toFixed(2)],
    ['object URLs at the end', String(session.objectUrls)],
    ['layout shift of the session, for each picture', (session.shift / session.pictures).toFixed(4)],
  ]
  report('page', rows)
} finally {
  await browser.close()
  await relay.remove()
}

/** What the page keeps. */
function keptOf({ all, compiled }: HeapBytes): number {
  return all - compiled
}

function heapText(heap: HeapBytes): string {
  return `${MB(heap.all)}, of which ${MB(heap.compiled)} compiled code`
}

/** The median of each figure. */
function middleOf(calms: readonly Calm[]): Calm {
  const names = Object.keys(calms[0]!) as (keyof Calm)[]
  const medians = names.map((name) => [name, spreadOf(calms.map((calm) => calm[name])).median])
  // One for each of its names.
  return Object.fromEntries(medians) as Calm
}

function calmRows(name: string, calm: Calm): [string, string][] {
  return [
    [`${name}: key to letter, 95th percentile, idle`, ms(calm.typingIdle)],
    [`${name}: key to letter, 95th percentile, generating`, ms(calm.typingBusy)],
    [`${name}: generating ÷ idle`, (calm.typingBusy / calm.typingIdle).toFixed(2)],
    [`${name}: press to paint, 95th percentile, idle (0: under 16)`, ms(calm.pressIdle)],
    [`${name}: press to paint, 95th percentile, generating`, ms(calm.pressBusy)],
    [`${name}: longest main-thread task (0: none of 50)`, ms(calm.longestTask)],
    [`${name}: frames a second while a slider is dragged, idle`, calm.dragIdle.toFixed(0)],
    [`${name}: frames a second while a slider is dragged, generating`, calm.dragBusy.toFixed(0)],
    [`${name}: layout shift while generating`, calm.shift.toFixed(4)],
    [
      `${name}: main-thread work for each of ${calm.previews} previews, everything included`,
      `${calm.workPerPreview.toFixed(1)} ms`,
    ],
    [`${name}: of that putting it on its canvas, 95th percentile`, `${calm.previewCost.toFixed(1)} ms`],
    [`${name}: a picture`, ms(calm.pictureMs)],
  ]
}
