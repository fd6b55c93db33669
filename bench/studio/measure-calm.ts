import type { Browser, Page } from '@playwright/test'
import { percentile } from '../statistics.ts'
import { costsOf, handsOn, type Hands } from './hands.ts'
import { openWatched, takeSeen } from './watch.ts'

/** How the page answers its user, in milliseconds. */
export interface Calm {
  /** Key press to letter, 95th percentile. */
  readonly typingIdle: number
  readonly typingBusy: number
  /** Input to next paint of clicks and keys on tabs and sliders, 95th percentile; 0 when all were under 16. */
  readonly pressIdle: number
  readonly pressBusy: number
  /** The longest task of the main thread; 0 when none reached 50. */
  readonly longestTask: number
  /** Frames a second while a slider is dragged. */
  readonly dragIdle: number
  readonly dragBusy: number
  readonly shift: number
  /** Work of the main thread for a picture that nobody touches, by preview. */
  readonly workPerPreview: number
  /** Of that, putting the preview on its canvas, 95th percentile. */
  readonly previewCost: number
  readonly previews: number
  /** From the click to the end of the task. */
  readonly pictureMs: number
}

const LETTERS = 60
const PRESSES = 4
const DRAG_STEPS = 120
/** From the bottom of a slider to where it is taken hold of, in pixels. */
const SLIDER_MIDDLE = 12

/** One window: idle, then while the engine uses its threads. */
export async function measureCalm(browser: Browser, address: string, query: string): Promise<Calm> {
  const { context, page } = await openWatched(browser, `${address}/?sample=off${query}`)
  const hands = handsOn(page)
  await hands.draw('a red apple')
  await hands.draw('a red apple')

  const session = await context.newCDPSession(page)
  await takeSeen(page)
  const before = await costsOf(session)
  const from = performance.now()
  await hands.draw('a green apple')
  const pictureMs = performance.now() - from
  const after = await costsOf(session)
  const untouched = await takeSeen(page)

  await type(page, hands)
  const typingIdle = percentile((await takeSeen(page)).typing, 0.95)
  await press(page, hands)
  const pressIdle = percentile((await takeSeen(page)).interactions, 0.95)
  const dragIdle = await dragSlider(page)

  await hands.prompt.fill('a blue apple')
  for (let task = 0; task < 4; task++) await hands.generate()
  await hands.progress.waitFor()
  await takeSeen(page)
  await type(page, hands)
  const typed = await takeSeen(page)
  await press(page, hands)
  const pressed = await takeSeen(page)
  const dragBusy = await dragSlider(page)
  if (!(await hands.progress.isVisible())) throw new Error('the engine was idle before the hands were done')
  await context.close()
  return {
    typingIdle,
    typingBusy: percentile(typed.typing, 0.95),
    pressIdle,
    pressBusy: percentile(pressed.interactions, 0.95),
    dragIdle,
    dragBusy,
    longestTask: Math.max(0, ...untouched.longTasks, ...typed.longTasks, ...pressed.longTasks),
    shift: untouched.shift + typed.shift + pressed.shift,
    workPerPreview: (after.busyMs - before.busyMs) / Math.max(1, untouched.previews),
    previewCost: percentile(untouched.previewCosts, 0.95),
    previews: untouched.previews,
    pictureMs,
  }
}

async function type(page: Page, hands: Hands): Promise<void> {
  await hands.prompt.click()
  for (let letter = 0; letter < LETTERS; letter++) await page.keyboard.type('x', { delay: 20 })
}

async function press(page: Page, hands: Hands): Promise<void> {
  for (let round = 0; round < PRESSES; round++) {
    await hands.openTab('Styles')
    await hands.openTab('Settings')
    const count = page.getByRole('slider', { name: 'Image Number' })
    await count.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
  }
}

/** Drags the slider of a setting to and fro. @returns frames that were drawn a second */
async function dragSlider(page: Page): Promise<number> {
  const box = await page.getByRole('group', { name: 'Image Number' }).first().boundingBox()
  if (!box) throw new Error('the slider is not to be seen')
  const y = box.y + box.height - SLIDER_MIDDLE
  await page.evaluate(() => {
    const frames: number[] = []
    const note = (at: number) => {
      frames.push(at)
      requestAnimationFrame(note)
    }
    Object.assign(globalThis, { frames })
    requestAnimationFrame(note)
  })
  const at = (part: number) => box.x + box.width * (0.1 + 0.8 * part)
  await page.mouse.move(at(0), y)
  await page.mouse.down()
  for (let step = 0; step <= DRAG_STEPS; step++) {
    await page.mouse.move(at(Math.abs((((step / DRAG_STEPS) * 4) % 2) - 1)), y)
  }
  await page.mouse.up()
  return page.evaluate(() => {
    const { frames } = globalThis as unknown as { frames: number[] }
    return ((frames.length - 1) * 1000) / (frames.at(-1)! - frames[0]!)
  })
}
