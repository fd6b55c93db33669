import { describe, expect, it } from 'vitest'
import { pictureId } from '../../contract/picture.ts'
import { createTaskId } from '../../contract/task.ts'
import { fileOf, setUp } from './testing/bridge-harness.ts'
import { createHandEngine, freshKept } from './testing/hand-engine.ts'
import { LIMITS, newJob, until, type Seat } from './testing/test-relay.ts'

/** A bridge with one job that is running. */
async function setUpRunning(windowBytes = LIMITS.windowBytes) {
  const kept = freshKept()
  const all = await setUp({ kept })
  const seat = await all.relay.welcomed(0, { limits: { ...LIMITS, windowBytes } })
  const job = await newJob({ image_number: 2 })
  seat.say(job)
  await until(() => expect(all.engine.submitted).toHaveLength(1))
  all.engine.start(job.taskId)
  await seat.hears('event')
  return { ...all, kept, seat, job, held: { taskId: job.taskId, lease: job.lease } }
}

const typesOf = (seat: Seat) => seat.heard('event').map(({ event }) => event.type)

describe('a lost connection', () => {
  it('does not disturb a job; what happened meanwhile is told afterwards', async () => {
    const { relay, engine, seat, job, held } = await setUpRunning()
    seat.socket.terminate()
    await until(() => expect(seat.closes).toHaveLength(1))
    engine.step(job.taskId, 5)
    engine.emit({ type: 'skipped', taskId: job.taskId, index: 0 })
    engine.picture(job.taskId, 1, fileOf(10))
    const next = await relay.seat(1)
    expect(next.heard('hello')[0]!.jobs).toMatchObject([{ ...held, state: 'running' }])
    next.welcome({ keep: [{ ...held, acked: [] }] })
    engine.finish(job.taskId)
    await until(() => expect(typesOf(next)).toEqual(['started', 'skipped', 'finished']))
    // The first event keeps its number, so that the relay knows it has it.
    expect(next.heard('event')[0]!.seq).toBe(0)
    expect(next.bytesOf(1)).toEqual([...fileOf(10)])
  })

  it('in the middle of a picture goes on where the relay has everything', async () => {
    const { relay, engine, seat, job, held } = await setUpRunning(2000)
    const file = fileOf(5000)
    engine.picture(job.taskId, 0, file)
    engine.finish(job.taskId)
    await until(() => expect(seat.frames).toHaveLength(2))
    seat.say({ t: 'ack', taskId: job.taskId, image: 0, upto: 1000 })
    await new Promise((resolve) => setTimeout(resolve, 30))
    seat.socket.terminate()
    const next = await relay.seat(1)
    expect(next.heard('hello')[0]!.jobs).toEqual([
      { ...held, state: 'sending', acked: [{ image: 0, upto: 1000 }] },
    ])
    next.welcome({ keep: [{ ...held, acked: [{ image: 0, upto: 1000 }] }] })
    await until(() => expect(typesOf(next).at(-1)).toBe('finished'))
    expect(next.heard('result')).toHaveLength(1)
    expect(next.frames[0]!.offset).toBe(1000)
    expect(next.bytesOf(0)).toEqual([...file.subarray(1000)])
  })

  it('after the end tells the end again, under the same number', async () => {
    const { relay, engine, seat, job, held } = await setUpRunning()
    engine.finish(job.taskId)
    await until(() => expect(typesOf(seat).at(-1)).toBe('finished'))
    seat.socket.terminate()
    const next = await relay.seat(1)
    next.welcome({ keep: [{ ...held, acked: [] }] })
    await until(() => expect(typesOf(next).at(-1)).toBe('finished'))
    expect(next.heard('event').at(-1)).toEqual(seat.heard('event').at(-1))
  })

  it('ends a job here that others have by then', async () => {
    const { relay, engine, seat, job, held } = await setUpRunning()
    seat.socket.terminate()
    const next = await relay.seat(1)
    next.welcome({ drop: [held] })
    await until(() => expect(engine.cancelled).toEqual([job.taskId]))
    const another = await newJob()
    next.say(another)
    await next.hears('accept')
    expect(typesOf(next)).toEqual([])
  })
})

describe('a page that is reloaded', () => {
  it('goes on with its job under the same lease, and sends again what was not acked', async () => {
    const first = await setUpRunning(2000)
    const { job, held, kept, engine, seat } = first
    engine.picture(job.taskId, 0, fileOf(3000))
    await until(() => expect(seat.frames).toHaveLength(2))
    seat.say({ t: 'ack', taskId: job.taskId, image: 0, upto: 1000 })
    await until(() => expect(first.memories.at(-1)!.jobs[0]?.pictures[0]?.acked).toBe(1000))
    const memory = structuredClone(first.memories.at(-1)!)
    first.bridge.leave('closing')
    // Nothing was said: a page that comes back wants its job.
    expect(seat.heard('drain')).toEqual([])
    first.bridge.close()

    const second = await setUp({ kept, memory, relay: first.relay })
    const next = await second.relay.seat(1)
    expect(next.heard('hello')[0]).toMatchObject({
      resumeToken: 'again',
      instance: memory.instance,
      jobs: [{ ...held, state: 'running', acked: [{ image: 0, upto: 1000 }] }],
    })
    next.welcome({ keep: [{ ...held, acked: [{ image: 0, upto: 1000 }] }] })
    second.engine.start(job.taskId)
    second.engine.picture(job.taskId, 1, fileOf(20))
    second.engine.finish(job.taskId)
    await until(() => expect(typesOf(next).at(-1)).toBe('finished'))
    expect(next.bytesOf(0)).toEqual([...fileOf(3000).subarray(1000)])
    expect(next.bytesOf(1)).toEqual([...fileOf(20)])
    expect(next.heard('event')[0]!.seq).toBeGreaterThan(seat.heard('event').at(-1)!.seq)
    expect(second.engine.submitted).toEqual([])
  })

  it('sends the pictures and the end of a job that had ended', async () => {
    const first = await setUpRunning(1000)
    const { job, held, kept, engine } = first
    engine.picture(job.taskId, 0, fileOf(3000))
    engine.finish(job.taskId)
    await until(() => expect(first.memories.at(-1)!.jobs[0]?.end?.type).toBe('finished'))
    await until(() => expect(first.memories.at(-1)!.jobs[0]?.pictures).toHaveLength(1))
    const memory = structuredClone(first.memories.at(-1)!)
    first.bridge.close()
    const second = await setUp({ kept, memory, relay: first.relay })
    const next = await second.relay.seat(1)
    next.welcome({ keep: [{ ...held, acked: [] }] })
    await until(() => expect(typesOf(next)).toEqual(['finished']))
    expect(next.bytesOf(0)).toEqual([...fileOf(3000)])
  })

  it('finds a picture of its job that was saved but not yet remembered', async () => {
    const first = await setUpRunning()
    await until(() => expect(first.memories.at(-1)!.jobs).toMatchObject([{ hasStarted: true }]))
    const memory = structuredClone(first.memories.at(-1)!)
    first.bridge.close()
    first.engine.picture(first.job.taskId, 0, fileOf(50))
    const second = await setUp({ kept: first.kept, memory, relay: first.relay })
    const next = await second.relay.seat(1)
    next.welcome({ keep: [{ ...first.held, acked: [] }] })
    await until(() => expect(next.bytesOf(0)).toEqual([...fileOf(50)]))
  })

  it('fails a job whose finished picture is gone', async () => {
    const first = await setUpRunning(1000)
    first.engine.picture(first.job.taskId, 0, fileOf(3000))
    first.engine.finish(first.job.taskId)
    await until(() => expect(first.memories.at(-1)!.jobs[0]?.pictures).toHaveLength(1))
    const memory = structuredClone(first.memories.at(-1)!)
    first.bridge.close()
    first.kept.files.delete(pictureId(first.job.taskId, 0))
    const second = await setUp({ kept: first.kept, memory, relay: first.relay })
    const next = await second.relay.seat(1)
    next.welcome({ keep: [{ ...first.held, acked: [] }] })
    await next.hears('event')
    expect(next.heard('event')[0]!.event).toMatchObject({ type: 'failed', error: { code: 'engine_crashed' } })
  })

  it('stops relayed tasks that nobody holds, and leaves those of the page alone', async () => {
    const kept = freshKept()
    const earlier = createHandEngine(kept)
    const [orphan, own] = [createTaskId('a'.repeat(32)), createTaskId('b'.repeat(32))]
    const { request } = await newJob()
    const task = { request: request as never, createdAt: 1 }
    await earlier.door.submit({ ...task, id: orphan, origin: 'relay' })
    await earlier.door.submit({ ...task, id: own, origin: 'page' })
    const { engine } = await setUp({ kept })
    expect(engine.cancelled).toEqual([orphan])
  })
})

describe('an engine that ends', () => {
  it('fails its running job, gives back the waiting one, and takes jobs again when the next one comes', async () => {
    const { relay, bridge, kept, seat, job, isState } = await setUpRunning()
    const waiting = await newJob()
    seat.say(waiting)
    await seat.hears('accept', 2)
    await until(() => expect(kept.tasks.size).toBe(2))
    bridge.detach()
    await until(() =>
      expect(seat.heard('event').at(-1)?.event).toMatchObject({
        type: 'failed',
        taskId: job.taskId,
        error: { code: 'engine_crashed' },
      }),
    )
    expect(seat.heard('reject')).toMatchObject([{ lease: waiting.lease, reason: 'busy', retry: true }])
    await isState('waiting')
    const next = createHandEngine(kept)
    await bridge.attach(next.door)
    // The worker after it found both in the database; nobody waits for the one that went back.
    expect(next.cancelled).toContain(waiting.taskId)
    const again = await relay.welcomed(1, { keep: [] })
    again.say({ ...waiting, lease: (await newJob()).lease })
    await until(() => expect(next.submitted).toHaveLength(1))
    expect(next.submitted[0]!.id).not.toBe(waiting.taskId)
  })

  it('is not listened to any more', async () => {
    const { bridge, engine, seat, job } = await setUpRunning()
    bridge.detach()
    await until(() => expect(typesOf(seat).at(-1)).toBe('failed'))
    engine.finish(job.taskId)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(typesOf(seat)).not.toContain('finished')
  })
})

describe('serving', () => {
  it('that is switched off finishes what it holds, takes no more, and then leaves', async () => {
    const { bridge, engine, seat, job, isState } = await setUpRunning()
    bridge.serve({ isOn: false, token: '' })
    expect(await seat.hears('drain')).toMatchObject([{ reason: 'switched_off' }])
    await isState('finishing')
    const late = await newJob()
    seat.say(late)
    expect(await seat.hears('reject')).toMatchObject([{ lease: late.lease, reason: 'busy', retry: true }])
    engine.finish(job.taskId)
    await until(() => expect(typesOf(seat).at(-1)).toBe('finished'))
    seat.say({ t: 'stored', taskId: job.taskId })
    await until(() => expect(seat.closes).toEqual([1000]))
    await isState('off')
  })

  it('that is switched on again says hello again', async () => {
    const { relay, bridge, isState } = await setUpRunning()
    bridge.serve({ isOn: false, token: '' })
    await isState('finishing')
    bridge.serve({ isOn: true, token: '' })
    const next = await relay.seat(1)
    expect(next.heard('hello')[0]!.jobs).toHaveLength(1)
  })

  it('ends when the page closes with nothing in its hands', async () => {
    const { relay, bridge, isState } = await setUp()
    const seat = await relay.welcomed()
    await isState('connected')
    bridge.leave('closing')
    expect(await seat.hears('drain')).toMatchObject([{ reason: 'closing' }])
    await until(() => expect(seat.closes).toEqual([1000]))
  })

  it('rests while the page is frozen, and comes back with it', async () => {
    const { relay, bridge, isState } = await setUp()
    const seat = await relay.welcomed()
    await isState('connected')
    bridge.leave('freezing')
    expect(await seat.hears('drain')).toMatchObject([{ reason: 'freezing' }])
    await isState('waiting')
    bridge.wake()
    await relay.welcomed(1)
    await isState('connected')
  })
})
