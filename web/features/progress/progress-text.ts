import type { Activity, TaskState } from '../../../contract/task.ts'
import { formatBytes, formatTime } from '../../text/format.ts'
import type { Say } from '../../text/use-text.ts'
import type { TimeLeft } from './time-left.ts'

/** What the progress line is made of. */
export interface ProgressFacts {
  readonly task: TaskState
  /** Tasks in front of it. */
  readonly before: number
  readonly isStopping: boolean
  /** Another window has the engine. */
  readonly isElsewhere: boolean
  readonly timeLeft: TimeLeft
  /** Display name of a model id. */
  readonly modelName: (id: string) => string
}

/** What a task is doing, in one line. */
export function progressText(facts: ProgressFacts, say: Say): string {
  const { task, before, isStopping, isElsewhere } = facts
  if (isStopping) return say('progress.stopping')
  if (task.phase === 'queued') {
    if (isElsewhere) return say('progress.elsewhere')
    return before > 0 ? say('progress.waitingBehind', { count: before }) : say('progress.waiting')
  }
  const text = activityText(task.activity ?? { kind: 'starting' }, facts, say)
  const left = timeLeftText(facts.timeLeft, say)
  return left && task.activity?.kind === 'step' ? `${text} · ${left}` : text
}

function activityText(activity: Activity, facts: ProgressFacts, say: Say): string {
  switch (activity.kind) {
    case 'starting':
      return say('progress.starting')
    case 'download':
      return say('progress.download', {
        model: facts.modelName(activity.model),
        loaded: formatBytes(activity.loadedBytes, say),
        total: formatBytes(activity.totalBytes, say),
      })
    case 'load': {
      const percent = Math.round((activity.part / Math.max(1, activity.parts)) * 100)
      return say('progress.load', { model: facts.modelName(activity.model), percent })
    }
    case 'prompt':
      return say('progress.prompt')
    case 'picture':
      return say('progress.picture', { percent: Math.round((activity.part / activity.parts) * 100) })
    case 'step':
      return say('progress.step', {
        image: activity.image,
        images: activity.images,
        step: activity.step,
        steps: activity.steps,
      })
    case 'decode':
      return say('progress.decode', { image: activity.image, images: activity.images })
    case 'save':
      return say('progress.save')
    default:
      return activity satisfies never
  }
}

function timeLeftText(left: TimeLeft, say: Say): string {
  if (left === null) return ''
  return left === 'longer' ? say('progress.longer') : say('progress.left', { time: formatTime(left, say) })
}
