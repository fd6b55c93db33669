import type { Page } from '@playwright/test'
import { startFakeTab } from '../relay/testing/fake-tab.ts'
import { accessibilityProblems } from './fixtures/axe.ts'
import { startOwnRelay, type OwnRelay } from './fixtures/own-relay.ts'
import { expect, test } from './fixtures/studio.ts'

/** Four steps: about a second. */
const QUICK = { prompt: 'a red apple', overwrite_step: 4 }
/** Long enough to do something meanwhile. */
const SLOW = { prompt: 'a blue fish', overwrite_step: 40 }

interface Answer {
  readonly task_id: string
  readonly task_status: string | null
  readonly result: readonly string[]
  readonly progress: number | null
}

let relay: OwnRelay

// A tab that is left or a relay that is killed costs a second attempt.
test.describe.configure({ timeout: 180_000 })

test.beforeEach(async () => {
  relay = await startOwnRelay()
})

test.afterEach(() => relay.remove())

test('an open tab serves API calls, and its user sees them', async ({ page }) => {
  await open(page)
  const done = await generate(QUICK)
  expect(done).toMatchObject({ task_status: 'finished', progress: 100 })
  const picture = await fetch(done.result[0]!)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  // The same picture is in the tab's own gallery.
  const gallery = page.getByRole('region', { name: 'Gallery', exact: true })
  await expect(gallery.getByRole('img')).toHaveCount(1)
  await expect(gallery.getByRole('img', { name: /a red apple/ })).toBeVisible()

  await page.getByRole('link', { name: 'Relay', exact: true }).click()
  await expect(page.getByRole('table')).toContainText('a red apple')
  expect(await accessibilityProblems(page), 'serving').toEqual([])
  await relay.kill()
  await expect(page.getByText(/reconnecting/i).first()).toBeVisible({ timeout: 30_000 })
  expect(await accessibilityProblems(page), 'reconnecting').toEqual([])
})

test('a call outlives the tab that worked on it', async ({ page, context }) => {
  // A lost tab has twenty seconds to come back before another begins its work anew.
  test.slow()
  await open(page)
  await generate(QUICK)
  const call = generate(SLOW)
  await untilRunning()
  await page.close({ runBeforeUnload: false })
  await open(await context.newPage())
  expect(await call).toMatchObject({ task_status: 'finished' })
})

test('a call outlives a reload of the tab', async ({ page }) => {
  await open(page)
  await generate(QUICK)
  const call = generate(SLOW)
  await untilRunning()
  await page.reload()
  expect(await call).toMatchObject({ task_status: 'finished' })
})

test('a task outlives the client that streamed it', async ({ page }) => {
  await open(page)
  const leaving = new AbortController()
  const response = await post({ ...SLOW, stream_output: true }, leaving.signal)
  const id = response.headers.get('x-task-id')!
  const reader = response.body!.getReader()
  await reader.read()
  leaving.abort()
  await expect.poll(() => task(id).then((one) => one.task_status), { timeout: 60_000 }).toBe('finished')
  expect((await task(id)).result).toHaveLength(1)
})

test('queued tasks outlive the relay', async ({ page }) => {
  await open(page)
  await generate(QUICK)
  const ids: string[] = []
  for (const body of [SLOW, QUICK, QUICK])
    ids.push((await generate({ ...body, async_process: true })).task_id)
  await untilRunning()
  await relay.kill()
  await relay.start()
  for (const id of ids) {
    await expect.poll(() => task(id).then((one) => one.task_status), { timeout: 80_000 }).toBe('finished')
    expect((await task(id)).result).toHaveLength(1)
  }
})

test('each of two tabs gets the tasks for its own model', async ({ page }) => {
  await open(page)
  const other = await startFakeTab({ url: relay.address, models: ['another-model'] })
  try {
    const [mine, theirs] = await Promise.all([
      generate({ ...QUICK, base_model_name: 'sticker' }),
      generate({ ...QUICK, base_model_name: 'another-model' }),
    ])
    expect([mine.task_status, theirs.task_status]).toEqual(['finished', 'finished'])
    expect(other.taken()).toEqual([theirs.task_id])
  } finally {
    await other.close()
  }
})

/** Opens the page and waits until the relay has it. */
async function open(page: Page): Promise<void> {
  await page.goto(`${relay.address}/?sample=off`)
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toBeEditable()
  await expect
    .poll(() => fetch(`${relay.address}/ready`).then((answer) => answer.json()), { timeout: 30_000 })
    .toMatchObject({ tabs: 1 })
}

async function untilRunning(): Promise<void> {
  const running = async () => {
    const answer = await fetch(`${relay.address}/tasks?query=current`)
    const { current } = (await answer.json()) as { current: readonly Answer[] }
    return current[0]?.progress ?? 0
  }
  await expect.poll(running, { timeout: 60_000 }).toBeGreaterThan(6)
}

function post(body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${relay.address}/v1/engine/generate/`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    ...(signal && { signal }),
  })
}

const generate = async (body: object) => (await (await post(body)).json()) as Answer
const task = async (id: string) => (await (await fetch(`${relay.address}/tasks/${id}`)).json()) as Answer
