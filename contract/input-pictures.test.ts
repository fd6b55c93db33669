import { expect, it } from 'vitest'
import { settledTask, withoutInputPictures } from './input-pictures.ts'
import { GenerationRequest } from './request.ts'
import { createTaskId, type TaskPhase, type TaskState } from './task.ts'

const picture = { mime: 'image/png', bytes: new Uint8Array([1, 2, 3]) }
const withPictures = GenerationRequest.parse({
  prompt: 'a fox',
  upscale_or_vary: { uov_method: 'Upscale (2x)', uov_input_image: picture },
  image_prompt: { controlnet_image: [{ cn_img: picture }, { cn_img: picture, cn_weight: 1.5 }] },
})
const plain = GenerationRequest.parse({ prompt: 'a fox' })

it('leaves everything but the bytes', () => {
  const empty = { mime: 'image/png', bytes: new Uint8Array(0) }
  const emptied = withoutInputPictures(withPictures)
  expect(emptied).toEqual({
    ...withPictures,
    upscale_or_vary: { ...withPictures.upscale_or_vary, uov_input_image: empty },
    image_prompt: {
      ...withPictures.image_prompt,
      controlnet_image: withPictures.image_prompt!.controlnet_image.map((slot) => ({
        ...slot,
        cn_img: empty,
      })),
    },
  })
  expect(GenerationRequest.parse(emptied)).toEqual(emptied)
  expect(withPictures.upscale_or_vary!.uov_input_image.bytes).toHaveLength(3)
  expect(withoutInputPictures(plain)).toBe(plain)
})

const state = (phase: TaskPhase, origin: 'page' | 'relay', request = withPictures) =>
  ({ phase, task: { id: createTaskId('0'.repeat(32)), origin, request, createdAt: 0 } }) as TaskState

it.each<[TaskPhase, 'page' | 'relay', number]>([
  ['queued', 'relay', 3],
  ['running', 'relay', 3],
  ['finished', 'page', 0],
  ['stopped', 'relay', 0],
  ['failed', 'relay', 0],
  // Its Retry needs them.
  ['failed', 'page', 3],
])('a %s task of the %s keeps %d bytes', (phase, origin, bytes) => {
  const { task } = settledTask(state(phase, origin))
  expect(task.request.upscale_or_vary!.uov_input_image.bytes).toHaveLength(bytes)
})

it('is the same object where there is nothing to leave out', () => {
  const ended = state('finished', 'page', plain)
  expect(settledTask(ended)).toBe(ended)
})
