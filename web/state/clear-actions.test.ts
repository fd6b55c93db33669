import { describe, expect, it } from 'vitest'
import { indexPicture, matcherOf, type GalleryQuery } from '../../contract/gallery-query.ts'
import type { ErrorData } from '../../contract/errors.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import { aPicture, aTask } from '../testing/a-picture.ts'
import { createClearActions } from './clear-actions.ts'
import type { EnginePort } from './connection-state.ts'
import { createEnvironmentStore } from './environment.ts'
import { createTasksStore } from './tasks.ts'

const DAY = 86_400_000

function over(pictures: readonly PictureRecord[], error: ErrorData | null = null) {
  const done: string[] = []
  const environment = createEnvironmentStore(true)
  const tasks = createTasksStore()
  const note = (word: string) => Promise.resolve(void done.push(word))
  // Only what these actions ask of it.
  const studio = {
    pictureLibrary: {
      find: (query: GalleryQuery) =>
        Promise.resolve({
          entries: pictures.map((picture) => indexPicture(picture)).filter(matcherOf(query)),
        }),
    },
    forgetEverything: () => note('forget').then(() => error),
  } as unknown as EnginePort['studio']
  const actions = createClearActions(
    { environment, tasks, startAfresh: () => void done.push('afresh') },
    { studio, cancel: (id) => note(`cancel ${id}`) },
    () => 100 * DAY,
  )
  return { done, environment, tasks, ...actions }
}

describe('clearing', () => {
  it('finds pictures of before a number of days, and leaves favourites alone', async () => {
    const old = aPicture('old', { createdAt: 10 * DAY })
    const loved = aPicture('loved', { createdAt: 10 * DAY, isFavourite: true })
    const fresh = aPicture('fresh', { createdAt: 95 * DAY })
    const { picturesOlderThan } = over([fresh, old, loved])
    expect(await picturesOlderThan(30)).toEqual([old.id])
    expect(await picturesOlderThan(365)).toEqual([])
  })

  it('ends all tasks when everything goes, and starts afresh last', async () => {
    const { deleteEverything, done, tasks } = over([])
    const task = aTask('t')
    tasks.getState().adopt([task])
    await deleteEverything()
    expect(done).toEqual([`cancel ${task.task.id}`, 'forget', 'afresh'])
  })

  it('says so and stays when the browser does not let go', async () => {
    const error = { code: 'storage_unavailable', message: 'no', detail: {} } as const
    const { deleteEverything, done, environment } = over([], error)
    await deleteEverything()
    expect(done).toEqual(['forget'])
    expect(environment.getState().troubles).toEqual([error])
  })
})
