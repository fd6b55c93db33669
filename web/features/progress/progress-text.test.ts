import { describe, expect, it } from 'vitest'
import type { Activity } from '../../../contract/task.ts'
import { aTask } from '../../testing/a-picture.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { newsOf } from './Announcements.tsx'
import { progressText, type ProgressFacts } from './progress-text.ts'

const say = sayEnglish()
const text = (activity: Activity | null, facts: Partial<ProgressFacts> = {}) =>
  progressText(
    {
      task: aTask('a fox', { phase: 'running', activity }),
      before: 0,
      isStopping: false,
      isElsewhere: false,
      timeLeft: null,
      modelName: () => 'Sticker',
      ...facts,
    },
    say,
  )

describe('progressText', () => {
  it.each<[Activity | null, string]>([
    [null, 'Getting ready'],
    [
      { kind: 'download', model: 's', loadedBytes: 412e6, totalBytes: 1.87e9 },
      'Fetching Sticker · 412 MB of 1.9 GB',
    ],
    [{ kind: 'load', model: 's', part: 1, parts: 4 }, 'Loading Sticker · 25 %'],
    [{ kind: 'prompt' }, 'Reading the prompt'],
    [{ kind: 'step', image: 1, images: 1, step: 3, steps: 30 }, 'Step 3 of 30'],
    [{ kind: 'step', image: 2, images: 4, step: 3, steps: 30 }, 'Picture 2 of 4 · step 3 of 30'],
    [{ kind: 'decode', image: 1, images: 2 }, 'Finishing picture 1 of 2'],
    [{ kind: 'save', image: 1, images: 2 }, 'Saving'],
  ])('puts %j into words', (activity, expected) => {
    expect(text(activity)).toBe(expected)
  })

  it('adds the time left to steps only', () => {
    const step = { kind: 'step', image: 1, images: 1, step: 3, steps: 30 } as const
    expect(text(step, { timeLeft: 20 })).toBe('Step 3 of 30 · about 20 s left')
    expect(text(step, { timeLeft: 'longer' })).toBe('Step 3 of 30 · a little longer')
    expect(text({ kind: 'prompt' }, { timeLeft: 20 })).toBe('Reading the prompt')
  })

  it('says what a waiting task waits for', () => {
    const task = aTask('a fox')
    expect(text(null, { task })).toBe('Waiting')
    expect(text(null, { task, before: 2 })).toBe('Waiting · 2 before this')
    expect(text(null, { task, isElsewhere: true })).toBe('Waits for the other window')
  })

  it('says that it is stopping, whatever it does', () => {
    expect(text({ kind: 'prompt' }, { isStopping: true })).toBe('Stopping after this step')
  })
})

describe('newsOf', () => {
  const running = aTask('a fox', { phase: 'running', images: 2 })

  it('tells start, end and failure, but no steps', () => {
    expect(newsOf(aTask('a fox'), running, say)).toBe('Started')
    expect(newsOf(running, { ...running, percent: 50 }, say)).toBeNull()
    expect(newsOf(running, { ...running, phase: 'stopped' }, say)).toBe('Stopped · 0 of 2 pictures kept')
    const error = { code: 'internal', message: '', detail: {} } as const
    expect(newsOf(running, { ...running, phase: 'failed', error }, say)).toBe('Something unforeseen happened')
  })
})
