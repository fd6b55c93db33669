import { expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { createSharedWork } from './shared-work.ts'

interface Turn {
  readonly resolve: (value: string) => void
  readonly reject: (error: Error) => void
}

/** Work whose turns end when the test says so. */
function createTurns() {
  const turns: Turn[] = []
  const start = () => new Promise<string>((resolve, reject) => void turns.push({ resolve, reject }))
  return { turns, start }
}

const mayHelp = (thrown: unknown) => !(thrown instanceof TypeError)
const settled = () => new Promise((resolve) => setTimeout(resolve))

test('work is done once for all who ask meanwhile', async () => {
  const shared = createSharedWork<string, never>(mayHelp)
  const { turns, start } = createTurns()
  const both = [shared.join('a', {}, start), shared.join('a', {}, start)]
  await settled()
  turns[0]!.resolve('done')
  expect(await Promise.all(both)).toEqual(['done', 'done'])
  expect(turns).toHaveLength(1)
})

test('who came later than the work that failed gets another try, and who began it does not', async () => {
  const shared = createSharedWork<string, never>(mayHelp)
  const { turns, start } = createTurns()
  const first = shared.join('a', {}, start).catch((error: unknown) => error)
  const later = shared.join('a', {}, start)
  await settled()
  turns[0]!.reject(new Error('not yet'))
  expect(await first).toEqual(new Error('not yet'))
  await settled()
  turns[1]!.resolve('done')
  expect(await later).toBe('done')
})

test('a second failure is everybody’s', async () => {
  const shared = createSharedWork<string, never>(mayHelp)
  const { turns, start } = createTurns()
  const all = [1, 2, 3].map(() => shared.join('a', {}, start).catch(String))
  for (const turn of [0, 1]) {
    await settled()
    turns[turn]!.reject(new Error(`failure ${turn}`))
  }
  expect(await Promise.all(all)).toEqual(['Error: failure 0', 'Error: failure 1', 'Error: failure 1'])
  expect(turns).toHaveLength(2)
})

test('a failure that stays as it is, is everybody’s at once', async () => {
  const shared = createSharedWork<string, never>(mayHelp)
  const { turns, start } = createTurns()
  const both = [1, 2].map(() => shared.join('a', {}, start).catch(String))
  await settled()
  turns[0]!.reject(new TypeError('damaged'))
  expect(await Promise.all(both)).toEqual(['TypeError: damaged', 'TypeError: damaged'])
  expect(turns).toHaveLength(1)
})

test('work that was stopped is not begun again', async () => {
  const shared = createSharedWork<string, never>(mayHelp)
  let starts = 0
  const start = ({ signal }: { readonly signal: AbortSignal }) =>
    new Promise<string>((_, reject) => {
      starts++
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
  const all = [1, 2].map(() => shared.join('a', {}, start).catch(String))
  await settled()
  await shared.stop(() => true, new Error('removed'))
  expect(await Promise.all(all)).toEqual(['Error: removed', 'Error: removed'])
  expect(starts).toBe(1)
})

test('whoever is cancelled does not begin anything', async () => {
  const shared = createSharedWork<string, never>(mayHelp)
  const { turns, start } = createTurns()
  const first = shared.join('a', {}, start).catch(String)
  const cancel = new AbortController()
  const later = shared.join('a', { signal: cancel.signal }, start)
  await settled()
  cancel.abort()
  await expect(later).rejects.toBeInstanceOf(Cancelled)
  turns[0]!.reject(new Error('no'))
  expect(await first).toBe('Error: no')
  expect(turns).toHaveLength(1)
})
