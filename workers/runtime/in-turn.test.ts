import { expect, test } from 'vitest'
import { createInTurn } from './in-turn.ts'

test('jobs never overlap and keep their order', async () => {
  const inTurn = createInTurn()
  const diary: string[] = []
  const job = (name: string, ms: number) =>
    inTurn(async () => {
      diary.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, ms))
      diary.push(`${name} ends`)
    })
  await Promise.all([job('slow', 8), job('fast', 0)])
  expect(diary).toEqual(['slow begins', 'slow ends', 'fast begins', 'fast ends'])
})

test('a failed job is told to its caller and does not stop the next', async () => {
  const inTurn = createInTurn()
  const failed = inTurn(() => Promise.reject(new Error('no')))
  const next = inTurn(async () => 'yes')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('yes')
})
