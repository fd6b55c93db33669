import type { TaskState } from '../../../contract/task.ts'
import type { EnvironmentState } from '../../state/environment.ts'
import type { Say } from '../../text/use-text.ts'

/** What the chip in the banner says about the engine, in a few words. */
export function engineWord(
  environment: Pick<EnvironmentState, 'connection' | 'device'>,
  running: TaskState | undefined,
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
      if (running) {
        const image = Math.min(running.images, running.pictures.length + running.skipped.length + 1)
        return say('engine.running', { images: running.images, image, percent: Math.round(running.percent) })
      }
      if (!device) return say('engine.starting')
      return say(device.backend === 'webgpu' ? 'engine.gpu' : 'engine.cpu')
    }
    default:
      return connection satisfies never
  }
}
