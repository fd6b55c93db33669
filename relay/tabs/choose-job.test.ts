import { describe, expect, it } from 'vitest'
import type { WaitingJob } from '../jobs/ports.ts'
import { chooseJob, type Candidate, type Chooser } from './choose-job.ts'
import { FIRST_TURN } from './fair-turns.ts'
import { needsOf } from './job-needs.ts'
import { createSkills } from './skills.ts'
import { FAKE_CAPABILITIES } from '../testing/fake-tab.ts'
import { OWN_PAGE } from './pairings.ts'
import { makeJob } from './testing/relay-rig.ts'

const NOW = 1_000_000

interface Wish {
  readonly owner?: string
  readonly model?: string
  /** Seconds. */
  readonly age?: number
  readonly priority?: number
  readonly images?: number
  readonly failedTabs?: readonly string[]
}

function candidate({ model = 'a', images = 1, age = 0, ...more }: Wish): Candidate {
  const job = makeJob(
    { base_model_name: model, image_number: images, overwrite_step: 30 },
    { owner: more.owner ?? '' },
  )
  const waiting: WaitingJob = {
    id: job.id,
    owner: job.owner,
    priority: more.priority ?? 0,
    createdAt: NOW - age * 1000,
    model,
    attempt: 0,
    job,
    failedTabs: more.failedTabs ?? [],
  }
  return { waiting, needs: needsOf(job.request) }
}

const anyTab = (loaded: string | null = null): Chooser => ({
  loaded,
  lacks: () => null,
  shouldLeave: () => false,
})
const choose = (tab: Chooser, ...candidates: Candidate[]) => {
  const { chosen } = chooseJob(tab, candidates, FIRST_TURN, NOW)
  return chosen && candidates.indexOf(chosen)
}

describe('chooseJob', () => {
  it('takes the oldest, but a higher priority before it', () => {
    expect(choose(anyTab(), candidate({ age: 9 }), candidate({ age: 5 }))).toBe(0)
    expect(choose(anyTab(), candidate({ age: 9 }), candidate({ age: 5, priority: 1 }))).toBe(1)
  })

  it('stays with the loaded model until others have waited ten seconds longer', () => {
    const jobs = (age: number) => [candidate({ model: 'b', age }), candidate({ model: 'a', age: 5 })]
    expect(choose(anyTab('a'), ...jobs(14))).toBe(1)
    expect(choose(anyTab('a'), ...jobs(16))).toBe(0)
    expect(choose(anyTab(null), ...jobs(6))).toBe(0)
  })

  it('counts each further waiter of a model as ten seconds, up to a point', () => {
    const waiters = (count: number) => Array.from({ length: count }, () => candidate({ model: 'b', age: 1 }))
    expect(choose(anyTab('a'), candidate({ model: 'a', age: 15 }), ...waiters(3))).toBe(0)
    expect(choose(anyTab('a'), candidate({ model: 'a', age: 5 }), ...waiters(3))).toBe(1)
    // Fifty seconds are the most that a flood is worth.
    expect(choose(anyTab(null), candidate({ model: 'a', age: 60 }), ...waiters(100))).toBe(0)
  })

  it('passes over what the tab cannot do and says why', () => {
    const tab: Chooser = { ...anyTab(), lacks: (_id, { model }) => (model === 'b' ? 'model' : null) }
    const choice = chooseJob(tab, [candidate({ model: 'b' }), candidate({ model: 'b' })], FIRST_TURN, NOW)
    expect(choice).toMatchObject({ chosen: null, skipped: { model: 2 } })
  })

  it('leaves a job that failed here to others', () => {
    const tab: Chooser = { ...anyTab(), shouldLeave: ({ waiting }) => waiting.failedTabs.includes('me') }
    const jobs = [candidate({ age: 9, failedTabs: ['me'] }), candidate({ age: 1 })]
    const choice = chooseJob(tab, jobs, FIRST_TURN, NOW)
    expect(choice.chosen).toBe(jobs[1])
    expect(choice.skipped).toEqual({ failed_here: 1 })
  })

  it('gives owners their turns, however many jobs one of them has', () => {
    let left = [
      ...Array.from({ length: 8 }, () => candidate({ owner: 'flood', age: 99 })),
      candidate({ owner: 'one' }),
    ]
    left = [...left, candidate({ owner: 'two' }), candidate({ owner: 'two' })]
    let turns = FIRST_TURN
    const order: string[] = []
    while (left.length > 0) {
      const choice = chooseJob(anyTab(), left, turns, NOW)
      turns = choice.turns
      left = left.filter((one) => one !== choice.chosen)
      order.push(choice.chosen!.waiting.owner)
    }
    expect(order.indexOf('one')).toBeLessThan(4)
    expect(order.lastIndexOf('two')).toBeLessThan(7)
    expect(order).toHaveLength(11)
  })

  it('shares work, not jobs: an owner of large jobs gets fewer of them', () => {
    const make = (owner: string, images: number) =>
      Array.from({ length: 60 }, () => candidate({ owner, images }))
    let left = [...make('large', 4), ...make('small', 1)]
    let turns = FIRST_TURN
    const work = new Map<string, number>()
    for (let served = 0; served < 50; served++) {
      const choice = chooseJob(anyTab(), left, turns, NOW)
      turns = choice.turns
      left = left.filter((one) => one !== choice.chosen)
      const { waiting, needs } = choice.chosen!
      work.set(waiting.owner, (work.get(waiting.owner) ?? 0) + needs.work)
    }
    expect(work.get('large')! / work.get('small')!).toBeGreaterThan(0.8)
    expect(work.get('large')! / work.get('small')!).toBeLessThan(1.25)
  })
})

describe('needsOf and skills', () => {
  const image = { mime: 'image/png', bytes: new Uint8Array(1) }
  const lacks = (request: Parameters<typeof makeJob>[0], change: Partial<typeof FAKE_CAPABILITIES>) => {
    const { id, request: asked } = makeJob(request)
    return createSkills({ ...FAKE_CAPABILITIES, ...change }, OWN_PAGE).lacks(id, needsOf(asked))
  }

  it.each([
    ['a model that is not there', { base_model_name: 'other' }, {}, 'model'],
    ['a LoRA that is not there', { loras: [{ model_name: 'cat.safetensors' }] }, {}, 'lora'],
    [
      'a LoRA that is there',
      { loras: [{ model_name: 'cat.safetensors' }] },
      { loras: ['cat.safetensors'] },
      null,
    ],
    ['a LoRA that is switched off', { loras: [{ model_name: 'cat', enabled: false }] }, {}, null],
    ['an empty slot', { loras: [{ model_name: 'None' }] }, {}, null],
    [
      'a part that is not offered',
      { inpaint: { inpaint_input_image: image } },
      { kinds: ['text_to_image'] },
      'kind',
    ],
    ['a format', { output_format: 'webp' }, { formats: ['png'] }, 'format'],
    [
      'too many steps of the mode',
      { performance_selection: 'Quality', overwrite_step: -1 },
      { maxSteps: 59 },
      'steps',
    ],
    ['too many steps', { overwrite_step: 31 }, { maxSteps: 30 }, 'steps'],
    ['exact pixels', { overwrite_width: 1024, overwrite_height: 1024 }, { maxPixels: 1024 * 1023 }, 'pixels'],
    ['a size that stands for a shape', {}, { maxPixels: 1 }, null],
    [
      'a part that is switched off',
      { upscale_or_vary: { uov_input_image: image } },
      { kinds: ['text_to_image'] },
      null,
    ],
  ] as const)('judge %s', (_name, request, change, reason) => {
    expect(lacks(request as never, change as never)).toBe(reason)
  })

  it('count an upscale’s own steps', () => {
    const { request } = makeJob({
      overwrite_step: -1,
      performance_selection: 'Quality',
      upscale_or_vary: { uov_method: 'Upscale (2x)', uov_input_image: image },
    })
    expect(needsOf(request)).toMatchObject({ steps: 36, kinds: ['upscale_or_vary'] })
  })
})
