import { expect, it } from 'vitest'
import { aPicture, aTask } from '../../testing/a-picture.ts'
import { pictureId } from '../../../contract/picture.ts'
import { taskPictures } from './task-pictures.ts'

const image = (index: number) => {
  const picture = aPicture('a', { index })
  return { ...picture, id: pictureId(picture.taskId, index) }
}
const all = [aPicture('b'), image(2), image(0)]

it('are those of the same task, first image first', () => {
  const { pictures, count } = taskPictures({ kind: 'picture', picture: image(2) }, all)
  expect(pictures.map(({ index }) => index)).toEqual([0, 2])
  expect(count).toBe(2)
})

it('have a place for those to come', () => {
  const task = aTask('a', { phase: 'running', images: 4 })
  expect(taskPictures({ kind: 'live', task, picture: null }, all)).toMatchObject({ count: 4 })
  expect(taskPictures({ kind: 'empty' }, all)).toEqual({ pictures: [], count: 0 })
})
