import { isEnded, type TaskEvent, type TaskId, type TaskState } from '../../contract/task.ts'

/** What can be learned from listening to an engine. */
export interface EngineFacts {
  hear(event: TaskEvent): void
  /** Begins anew with the open tasks of a fresh engine. */
  adopt(open: readonly TaskState[]): void
  /** How long a new task would wait, in milliseconds; null before the first one ended. */
  queueMs(): number | null
  /** The model that made the last step; null for none. */
  loaded(): string | null
  secondsPerMegapixelStep(): number | null
}

/** How much the latest measurement counts. */
const SHARE = 0.3

/** @param measured what an earlier visit measured */
export function createEngineFacts(measured: number | null): EngineFacts {
  const models = new Map<TaskId, string>()
  const pixels = new Map<TaskId, number>()
  let taskMs: number | null = null
  let stepSeconds = measured
  let loaded: string | null = null

  const mix = (before: number | null, now: number) =>
    before === null ? now : before * (1 - SHARE) + now * SHARE
  const measure = ({ taskId, timings }: Extract<TaskEvent, { type: 'finished' }>) => {
    taskMs = mix(taskMs, timings.totalMs)
    const area = pixels.get(taskId)
    if (area && timings.stepMs > 0) stepSeconds = mix(stepSeconds, timings.stepMs / 1000 / (area / 1e6))
  }

  return {
    hear: (event) => {
      const { taskId } = event
      if (event.type === 'queued') models.set(taskId, event.task.request.base_model_name)
      if (event.type === 'progress' && event.activity.kind === 'step') loaded = models.get(taskId) ?? loaded
      if (event.type === 'picture') pixels.set(taskId, event.picture.width * event.picture.height)
      if (event.type === 'finished') measure(event)
      if (event.type === 'finished' || event.type === 'stopped' || event.type === 'failed') {
        models.delete(taskId)
        pixels.delete(taskId)
      }
    },
    adopt: (open) => {
      models.clear()
      pixels.clear()
      loaded = null
      for (const state of open) {
        if (!isEnded(state)) models.set(state.task.id, state.task.request.base_model_name)
      }
    },
    queueMs: () => (models.size === 0 ? 0 : taskMs === null ? null : taskMs * models.size),
    loaded: () => loaded,
    secondsPerMegapixelStep: () => stepSeconds,
  }
}
