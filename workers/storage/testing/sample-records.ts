import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import { pictureId, type PictureRecord } from '../../../contract/picture.ts'
import { GenerationRequest } from '../../../contract/request.ts'
import { createTaskId, type TaskId, type TaskState } from '../../../contract/task.ts'

/** The id of the nth task of a test. */
export function taskId(n: number): TaskId {
  return createTaskId(n.toString(16).padStart(32, '0'))
}

/** A picture record with an input picture in its request, so that bytes are stored and read back too. */
export function samplePicture(n: number, changes: Partial<PictureRecord> = {}): PictureRecord {
  const image = { mime: 'image/png', bytes: Uint8Array.of(1, 2, n % 256) }
  return {
    id: pictureId(taskId(n), 0),
    taskId: taskId(n),
    origin: 'page',
    index: 0,
    createdAt: 1000 + n,
    mime: 'image/png',
    bytes: 4,
    width: 64,
    height: 64,
    seed: String(n),
    request: GenerationRequest.parse({ prompt: `picture ${n}`, upscale_or_vary: { uov_input_image: image } }),
    parameters: SAMPLE_PARAMETERS,
    saved: true,
    isFavourite: false,
    ...changes,
  }
}

/** The file that belongs to {@link samplePicture}: as many bytes as its record says. */
export function sampleFile(n: number, bytes = 4): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes).fill(n)
}

/** A queued task with a preview. */
export function sampleTask(n: number, changes: Partial<TaskState> = {}): TaskState {
  const request = GenerationRequest.parse({ prompt: `task ${n}` })
  return {
    task: { id: taskId(n), origin: 'relay', request, createdAt: 1000 + n },
    phase: 'queued',
    percent: 0,
    message: '',
    activity: { kind: 'prompt' },
    preview: { width: 1, height: 1, data: new Uint8ClampedArray(4) },
    images: 1,
    seeds: ['7'],
    pictures: [],
    skipped: [],
    notices: [],
    error: null,
    attempt: 0,
    queuedAt: 1000 + n,
    startedAt: null,
    endedAt: null,
    timings: null,
    ...changes,
  }
}

/** The same, ended. */
export function endedTask(n: number): TaskState {
  return sampleTask(n, { phase: 'finished', percent: 100, activity: null, endedAt: 5000 + n })
}
