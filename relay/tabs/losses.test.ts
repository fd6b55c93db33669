import { describe, expect, it } from 'vitest'
import { moment, useRig } from './testing/use-rig.ts'

const use = useRig()

describe('a tab that is lost', () => {
  it('has its grace; then its job goes first again', async () => {
    const rig = await use.rig()
    const first = await use.tab(rig, { stepMs: 30 })
    const job = await rig.submit({ overwrite_step: 40 }, { createdAt: 1 })
    await first.until((message) => message.t === 'job')
    const second = await use.tab(rig, { stepMs: 40 })
    const others = [await rig.submit({ overwrite_step: 10 }, { createdAt: 2 })]
    others.push(await rig.submit({}, { createdAt: 3 }))
    first.drop()
    await moment(100)
    expect((await rig.store.get(job))!.status).toBe('running')
    await rig.untilEnded(others[1]!)
    expect(second.taken()).toEqual([others[0], job, others[1]])
    expect(await rig.store.get(job)).toMatchObject({
      status: 'finished',
      attempt: 2,
      faults: [{ tab: first.instance, code: 'engine_disconnected' }],
    })
  })

  it('that says it is closing gives its jobs back at once, uncounted', async () => {
    const rig = await use.rig({ limits: { graceMs: 60_000 } })
    const first = await use.tab(rig, { stepMs: 50 })
    const job = await rig.submit({ overwrite_step: 20 })
    await first.until((message) => message.t === 'job')
    first.leave('closing')
    await use.tab(rig)
    expect(await rig.untilEnded(job)).toMatchObject({ status: 'finished', attempt: 1, faults: [] })
  })

  it('that switches off finishes what runs and takes no more', async () => {
    const rig = await use.rig()
    const tab = await use.tab(rig, { stepMs: 20 })
    const job = await rig.submit({ overwrite_step: 5 })
    await tab.until((message) => message.t === 'job')
    tab.leave('switched_off')
    const next = await rig.submit()
    expect(await rig.untilEnded(job)).toMatchObject({ status: 'finished' })
    await moment()
    expect(await rig.store.get(next)).toMatchObject({ status: 'queued', attempt: 0 })
    expect(rig.pool.tabs()).toMatchObject([{ state: 'draining' }])
    expect(rig.pool.ability((await rig.store.get(next))!.job)).toBe('never')
  })

  it('and comes back without its token has lost its jobs', async () => {
    const rig = await use.rig({ limits: { graceMs: 60_000 } })
    const first = await use.tab(rig, { stepMs: 50 })
    const job = await rig.submit({ overwrite_step: 20 })
    await first.until((message) => message.t === 'job')
    const again = await use.tab(rig, { instance: first.instance })
    expect(await first.closed()).toMatchObject({ code: 4409 })
    await again.until((message) => message.t === 'job')
    expect(await rig.untilEnded(job)).toMatchObject({ status: 'finished', attempt: 2 })
    expect(rig.pool.tabs()).toHaveLength(1)
  })

  it('does not get its jobs by the token of another tab', async () => {
    const rig = await use.rig({ limits: { graceMs: 60_000 } })
    const first = await use.tab(rig, { stepMs: 50 })
    const thief = await use.tab(rig, { models: ['other'] })
    const job = await rig.submit({ overwrite_step: 20 })
    await first.until((message) => message.t === 'job')
    const { lease } = first.jobs[0]!
    thief.say({ t: 'event', lease, seq: 0, event: { type: 'stopped', taskId: job, at: 0 } })
    await moment()
    expect((await rig.store.get(job))!.status).toBe('running')
    expect(rig.counted('stale_words')).toBe(1)
  })
})

describe('a tab that does badly', () => {
  it('loses a job that it does not accept, to another that can do it', async () => {
    const rig = await use.rig()
    const mute = await use.tab(rig, { fault: () => ({ kind: 'ignore' }) })
    const job = await rig.submit()
    await mute.until((message) => message.t === 'job')
    const able = await use.tab(rig)
    expect(await rig.untilEnded(job)).toMatchObject({ status: 'finished', attempt: 2 })
    expect([mute.taken().length, able.taken().length]).toEqual([1, 1])
    expect(mute.heard).toContainEqual({ t: 'cancel', taskId: job, mode: 'stop' })
  })

  it('gets no work for a while after losing too much, and says why', async () => {
    const rig = await use.rig({ limits: { losses: 1 } })
    const bad = await use.tab(rig, { fault: () => ({ kind: 'ignore' }) })
    await rig.submit()
    while (rig.counted('quarantined') === 0) await moment(5)
    expect(bad.taken()).toHaveLength(2)
    expect(rig.pool.tabs()).toMatchObject([
      { state: 'quarantined', quarantinedUntil: expect.any(Number) as number },
    ])
    await moment(100)
    expect(bad.taken()).toHaveLength(2)
    while (bad.taken().length < 3) await moment(5)
    expect(rig.pool.tabs()).toMatchObject([{ state: 'busy', quarantinedUntil: null }])
  })

  it('closes when no heartbeat comes, and its job goes on elsewhere', async () => {
    const rig = await use.rig()
    const silent = await use.tab(rig, { heartbeatMs: 0, fault: () => ({ kind: 'hang', afterSteps: 0 }) })
    const job = await rig.submit()
    expect(await silent.closed()).toMatchObject({ code: 4408, reason: 'silent' })
    await use.tab(rig)
    expect(await rig.untilEnded(job)).toMatchObject({ status: 'finished', attempt: 2 })
  })

  it('cannot keep a job beyond its deadline however alive it seems', async () => {
    let offset = 0
    const rig = await use.rig({
      now: () => Date.now() + offset,
      limits: { missedHeartbeats: 1e9, pingMs: 1e12 },
    })
    const tab = await use.tab(rig, { stepMs: 20 })
    const job = await rig.submit({ overwrite_step: 100 })
    await tab.until((message) => message.t === 'job')
    offset = tab.jobs[0]!.deadline - Date.now() + 1
    const { faults } = await rig.untilState(job, (state) => state.faults.length > 0)
    expect(faults).toMatchObject([{ code: 'timeout' }])
  })
})

describe('a job that fails', () => {
  it('goes to another tab when that may help', async () => {
    const rig = await use.rig()
    const fault = () => ({ kind: 'fail', code: 'device_lost', afterSteps: 2 }) as const
    const bad = await use.tab(rig, { stepMs: 40, fault })
    const job = await rig.submit()
    await bad.until((message) => message.t === 'job')
    await use.tab(rig)
    const state = await rig.untilEnded(job)
    expect(state.status).toBe('finished')
    expect(state.faults[0]).toMatchObject({ tab: bad.instance, code: 'device_lost' })
  })

  it('ends when trying again cannot help', async () => {
    const rig = await use.rig()
    await use.tab(rig, { fault: () => ({ kind: 'fail', code: 'numerical_failure', afterSteps: 1 }) })
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({
      status: 'failed',
      attempt: 1,
      error: { code: 'numerical_failure', message: 'made up: numerical_failure' },
    })
  })

  it('is poison once two tabs ran out of memory over it', async () => {
    const rig = await use.rig()
    const fault = () => ({ kind: 'fail', code: 'out_of_memory', afterSteps: 1 }) as const
    const tabs = [await use.tab(rig, { fault }), await use.tab(rig, { fault })]
    const state = await rig.untilEnded(await rig.submit())
    expect(state).toMatchObject({
      status: 'failed',
      error: { code: 'out_of_memory', detail: { poison: true } },
    })
    expect(tabs.map((tab) => tab.taken().length)).toEqual([1, 1])
  })
})

describe('a rejection', () => {
  it('by a busy tab counts for nothing, and it is asked again', async () => {
    const rig = await use.rig()
    let asked = 0
    await use.tab(rig, {
      fault: () => (++asked === 1 ? { kind: 'reject', reason: 'busy', retry: true } : null),
    })
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({
      status: 'finished',
      attempt: 1,
      faults: [],
    })
    expect(asked).toBe(2)
  })

  it('for a missing model sends the job to another tab, and no more of its kind to this one', async () => {
    const rig = await use.rig()
    const fault = () => ({ kind: 'reject', reason: 'model_missing', retry: false }) as const
    const without = await use.tab(rig, { fault, capabilities: { secondsPerMegapixelStep: 1 } })
    const able = await use.tab(rig)
    const jobs = [await rig.submit(), await rig.submit()]
    for (const job of jobs)
      expect(await rig.untilEnded(job)).toMatchObject({ status: 'finished', faults: [] })
    expect([without.taken().length, able.taken().length]).toEqual([1, 2])
  })

  it('of a kind of work by the only tab fails the job', async () => {
    const rig = await use.rig()
    await use.tab(rig, { fault: () => ({ kind: 'reject', reason: 'unsupported', retry: false }) })
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({
      status: 'failed',
      error: { code: 'unsupported_feature' },
    })
  })

  it('of its pictures fails the job, since they are as bad elsewhere', async () => {
    const rig = await use.rig()
    await use.tab(rig, { fault: () => ({ kind: 'reject', reason: 'bad_input', retry: false }) })
    await use.tab(rig)
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({ error: { code: 'invalid_request' } })
  })
})

describe('stop and skip', () => {
  it('stop a running job and keep what is finished', async () => {
    const rig = await use.rig()
    await use.tab(rig, { stepMs: 15 })
    const job = await rig.submit({ image_number: 3, overwrite_step: 4 })
    await rig.untilState(job, ({ pictures }) => pictures.length === 1)
    await rig.stop(job)
    const state = await rig.untilEnded(job)
    expect(state.status).toBe('stopped')
    expect(state.pictures.length).toBeLessThan(3)
    expect(state.pictures.length).toBeGreaterThan(0)
  })

  it('skip the image in the making and nothing else', async () => {
    const rig = await use.rig()
    await use.tab(rig, { stepMs: 20 })
    const job = await rig.submit({ image_number: 2, overwrite_step: 5 })
    await rig.untilState(job, ({ startedAt }) => startedAt !== null)
    rig.skip(job)
    const state = await rig.untilEnded(job)
    expect(state).toMatchObject({ status: 'finished', skipped: [0] })
    expect(state.pictures.map(({ index }) => index)).toEqual([1])
  })

  it('take the job from a tab that does not hear', async () => {
    const rig = await use.rig()
    await use.tab(rig, { stepMs: 20, fault: () => ({ kind: 'deaf' }) })
    const job = await rig.submit({ overwrite_step: 100 })
    await rig.untilState(job, ({ status }) => status === 'running')
    await rig.stop(job)
    expect(await rig.untilEnded(job)).toMatchObject({ status: 'stopped' })
    expect(rig.incidents).toContainEqual({
      name: 'lease_expired',
      facts: { id: job, reason: 'stop_unanswered' },
    })
  })

  it('end a job at once whose tab is away', async () => {
    const rig = await use.rig({ limits: { graceMs: 60_000 } })
    const tab = await use.tab(rig, { stepMs: 20 })
    const job = await rig.submit({ overwrite_step: 100 })
    await tab.until((message) => message.t === 'job')
    tab.drop()
    while (rig.pool.tabs()[0]?.state !== 'lost') await moment(5)
    await rig.stop(job)
    expect(await rig.untilEnded(job)).toMatchObject({ status: 'stopped' })
    expect((await tab.resume()).drop).toMatchObject([{ taskId: job }])
  })
})

describe('drain', () => {
  it('sends the tabs away with a time, hands on what runs uncounted, and lends nothing more', async () => {
    const rig = await use.rig()
    const tab = await use.tab(rig, { stepMs: 20 })
    const job = await rig.submit({ overwrite_step: 100 })
    await tab.until((message) => message.t === 'job')
    await rig.pool.drain(1_500)
    expect(tab.heard).toContainEqual({ t: 'drain', retryMs: 1_500 })
    expect(await tab.closed()).toMatchObject({ code: 1012 })
    await rig.submit()
    await moment(30)
    expect(await rig.store.get(job)).toMatchObject({ status: 'queued', attempt: 0, faults: [] })
    expect(tab.taken()).toEqual([job])
    await expect(use.tab(rig)).rejects.toThrow('503')
  })

  it('lets a job that is nearly done end', async () => {
    const rig = await use.rig({ limits: { drainMs: 5_000 } })
    const tab = await use.tab(rig, { stepMs: 20 })
    const job = await rig.submit({ overwrite_step: 4 })
    await tab.until((message) => message.t === 'job')
    await rig.pool.drain(0)
    expect(await rig.store.get(job)).toMatchObject({ status: 'finished' })
  })
})
