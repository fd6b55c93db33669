import type { QueueState } from '../../../contract/queue.ts'
import type { TaskState } from '../../../contract/task.ts'
import type { EnvironmentState } from '../../state/environment.ts'
import type { Say } from '../../text/use-text.ts'

/** What the chip in the banner says about the engine, in a few words. */
export function engineWord(
  environment: Pick<EnvironmentState, 'connection' | 'device' | 'models'>,
  running: TaskState | undefined,
  queue: QueueState,
  say: Say,
): string {
  const { connection, device } = environment
  switch (connection) {
    case 'elsewhere':
    case 'taken':
      return say('engine.elsewhere')
    case 'restarting':
      return say('engine.restarting')
    case 'broken':
      return say('engine.broken')
    case 'starting':
      return say('engine.starting')
    case 'active': {
      const loading = loadingWord(environment.models, running, say)
      if (loading !== null) return loading
      if (running) {
        const image = Math.min(running.images, running.pictures.length + running.skipped.length + 1)
        return say('engine.running', { images: running.images, image, percent: Math.round(running.percent) })
      }
      if (queue.isPaused) return say('engine.queuePaused')
      if (!device) return say('engine.starting')
      return say(device.backend === 'webgpu' ? 'engine.gpu' : 'engine.cpu')
    }
    default:
      return connection satisfies never
  }
}

/** The model that is fetched or made ready, and how far that is; null while none is. */
function loadingWord(
  models: EnvironmentState['models'],
  running: TaskState | undefined,
  say: Say,
): string | null {
  const nameOf = (id: string) => models.find(({ model }) => model.id === id)?.model.name ?? id
  const word = (model: string, done: number, all: number) =>
    say('engine.loading', { model, percent: Math.floor((done / Math.max(1, all)) * 100) })
  const activity = running?.activity
  if (activity?.kind === 'load') return word(nameOf(activity.model), activity.part, activity.parts)
  const fetched = models.find(({ state }) => state === 'downloading')
  // A download that nobody waits for lets the running task be told.
  if (!fetched || (running && activity?.kind !== 'download')) return null
  return word(fetched.model.name, fetched.storedBytes, fetched.totalBytes)
}
