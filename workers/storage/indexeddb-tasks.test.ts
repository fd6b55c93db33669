import { expect, it } from 'vitest'
import { QUEUE_KEY } from './database.ts'
import { createIndexedDbTasks } from './indexeddb-tasks.ts'
import { FRESH_QUEUE } from './ports.ts'
import { sampleTask, taskId } from './testing/sample-records.ts'
import { taskStoreContract } from './testing/task-store-contract.ts'
import { useTestDatabases } from './testing/test-database.ts'

const openTestDatabase = useTestDatabases()

taskStoreContract(async () => {
  const { db, troubles } = await openTestDatabase()
  return createIndexedDbTasks(db, (trouble) => troubles.push(trouble))
})

it.each([
  ['an unknown phase', { ...sampleTask(1), phase: 'dreaming' }],
  ['a bad task', { ...sampleTask(1), task: { id: 3 } }],
  ['a bad picture', { ...sampleTask(1), pictures: [{}] }],
  ['no list of seeds', { ...sampleTask(1), seeds: null }],
])('leaves out a task with %s and reports it', async (_, state) => {
  const { db, troubles } = await openTestDatabase()
  const tasks = createIndexedDbTasks(db, (trouble) => troubles.push(trouble))
  await db.write(['tasks'], (tx) => tx.objectStore('tasks').put({ v: 1, id: 'bad', openAt: 1, state }, 'bad'))
  await tasks.save(sampleTask(2))
  expect((await tasks.open()).map((one) => one.task.id)).toEqual([taskId(2)])
  expect(troubles).toMatchObject([{ type: 'bad_record', store: 'tasks', key: 'bad' }])
})

it('goes on with a fresh queue where the one it kept cannot be read, and reports it', async () => {
  const { db, troubles } = await openTestDatabase()
  const tasks = createIndexedDbTasks(db, (trouble) => troubles.push(trouble))
  await db.write(['queue'], (tx) => tx.objectStore('queue').put({ v: 1, order: [3] }, QUEUE_KEY))
  await tasks.save(sampleTask(1))
  expect(await tasks.queue()).toEqual(FRESH_QUEUE)
  expect(await tasks.open()).toHaveLength(1)
  expect(troubles).toMatchObject([
    { type: 'bad_record', store: 'queue' },
    { type: 'bad_record', store: 'queue' },
  ])
})
