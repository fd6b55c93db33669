import { expect, it } from 'vitest'
import { UpscaleOrVaryPart } from '../../contract/request-parts.ts'
import { aTask } from '../testing/a-picture.ts'
import { createTasksStore, ownTasks } from './tasks.ts'

function begin() {
  const tasks = createTasksStore()
  const submit = () => {
    const { task } = aTask(String(Object.keys(tasks.getState().byId).length).padStart(32, '0'))
    tasks.getState().apply({ type: 'queued', taskId: task.id, at: 1, task })
    return task.id
  }
  const stop = (taskId: ReturnType<typeof submit>, at: number) =>
    tasks.getState().apply({ type: 'stopped', taskId, at })
  const ids = () => ownTasks(tasks.getState()).map(({ task }) => task.id)
  return { tasks, submit, stop, ids }
}

it('keeps the tasks that ended last, and every open one', () => {
  const { submit, stop, ids } = begin()
  const [first, open] = [submit(), submit()]
  const others = Array.from({ length: 60 }, submit)
  others.forEach((id, at) => stop(id, 100 + at))
  expect(ids()).toEqual([first, open, ...others.slice(10)])
  // Submitted first, but it ended last.
  stop(first, 1_000)
  expect(ids()).toEqual([first, open, ...others.slice(11)])
})

it('keeps the sample, whatever comes after it', () => {
  const { tasks, submit, stop } = begin()
  const sample = submit()
  tasks.getState().markSample(sample)
  stop(sample, 1)
  Array.from({ length: 60 }, submit).forEach((id, at) => stop(id, 2 + at))
  expect(Object.keys(tasks.getState().byId)).toHaveLength(51)
  expect(tasks.getState().byId[sample]).toMatchObject({ phase: 'stopped' })
})

it("keeps a failure of the page's own task until it is taken up, and no picture that was handed in", () => {
  const { tasks, submit, stop } = begin()
  const failed = submit()
  const error = { code: 'internal', message: '', detail: {} } as const
  tasks.getState().apply({ type: 'failed', taskId: failed, at: 1, error })
  Array.from({ length: 60 }, submit).forEach((id, at) => stop(id, 2 + at))
  expect(tasks.getState().byId[failed]).toMatchObject({ phase: 'failed' })

  const picture = { mime: 'image/png', bytes: new Uint8Array(9) }
  const { task } = aTask('f'.repeat(32))
  const request = { ...task.request, upscale_or_vary: UpscaleOrVaryPart.parse({ uov_input_image: picture }) }
  tasks.getState().apply({ type: 'queued', taskId: task.id, at: 100, task: { ...task, request } })
  const bytes = () => tasks.getState().byId[task.id]!.task.request.upscale_or_vary!.uov_input_image.bytes
  expect(bytes()).toHaveLength(9)
  stop(task.id, 101)
  expect(bytes()).toHaveLength(0)
})
