import { expect, it } from 'vitest'
import { pictureId } from './picture.ts'
import { createTaskId, isEnded } from './task.ts'

it('a task id is a UUID as 32 hex digits', () => {
  expect(createTaskId('0C9D2E6A-1B3F-4C5D-8E7F-A0B1C2D3E4F5')).toBe('0c9d2e6a1b3f4c5d8e7fa0b1c2d3e4f5')
})

it('an id that is in this form already stays as it is', () => {
  const id = createTaskId(crypto.randomUUID())
  expect(id).toMatch(/^[0-9a-f]{32}$/u)
  expect(createTaskId(id)).toBe(id)
})

it('pictures of one task have ids of their own', () => {
  const id = createTaskId('a'.repeat(32))
  expect([pictureId(id, 0), pictureId(id, 1)]).toEqual([`${id}-0`, `${id}-1`])
})

it.each([
  ['queued', false],
  ['running', false],
  ['finished', true],
  ['stopped', true],
  ['failed', true],
] as const)('a task that is %s has ended: %s', (phase, ended) => {
  expect(isEnded({ phase })).toBe(ended)
})
