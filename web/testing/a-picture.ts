import { pictureId, type PictureRecord } from '../../contract/picture.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { createTaskId, type TaskState } from '../../contract/task.ts'

/** A task in any state, for tests. */
export function aTask(name: string, fields: Partial<TaskState> = {}): TaskState {
  const id = createTaskId(name.padEnd(32, '0'))
  return {
    task: { id, origin: 'page', request: GenerationRequest.parse({ prompt: name }), createdAt: 0 },
    phase: 'queued',
    percent: 0,
    message: '',
    activity: null,
    preview: null,
    images: 1,
    seeds: [],
    pictures: [],
    skipped: [],
    notices: [],
    error: null,
    attempt: 0,
    queuedAt: 0,
    startedAt: null,
    endedAt: null,
    timings: null,
    ...fields,
  }
}

/** A picture record, for tests; `createdAt` decides the order. */
export function aPicture(name: string, fields: Partial<PictureRecord> = {}): PictureRecord {
  const taskId = createTaskId(name.padEnd(32, '0'))
  return {
    id: pictureId(taskId, 0),
    taskId,
    origin: 'page',
    index: 0,
    createdAt: 0,
    mime: 'image/png',
    bytes: 1,
    width: 128,
    height: 128,
    seed: '7',
    request: GenerationRequest.parse({ prompt: name, image_seed: '7' }),
    // No test looks inside.
    parameters: {} as PictureRecord['parameters'],
    saved: true,
    isFavourite: false,
    ...fields,
  }
}
