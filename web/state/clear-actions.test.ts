import { describe, expect, it } from 'vitest'
import { indexPicture, matcherOf, type GalleryQuery } from '../../contract/gallery-query.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { aPicture, aTask } from '../testing/a-picture.ts'
import { createClearActions } from './clear-actions.ts'
import type { EnginePort } from './connection-state.ts'
import { createEnvironmentStore } from './environment.ts'
import { createTasksStore } from './tasks.ts'

const DAY = 86_400_000

function over(pictures: readonly PictureRecord[]) {
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
    deletePictures: (ids: readonly string[]) => note(`hide ${ids.length}`),
    purgeDeleted: (age: number) => note(`purge ${age}`),
    deleteModel: (id: string) => note(`model ${id}`),
    userFiles: { remove: (kind: string, name: string) => note(`file ${kind} ${name}`) },
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

  it('leaves nothing when everything goes, and starts afresh last', async () => {
    const { deleteEverything, done, environment, tasks } = over([aPicture('a'), aPicture('b')])
    const task = aTask('t')
    tasks.getState().adopt([task])
    environment.getState().setModels([{ model: { id: 'm' } } as ModelStatus])
    environment.getState().hear({ type: 'user_files', files: [{ kind: 'lora', name: 'l' } as UserFile] })
    await deleteEverything()
    expect(done).toEqual([`cancel ${task.task.id}`, 'hide 2', 'purge 0', 'file lora l', 'model m', 'afresh'])
  })
})
