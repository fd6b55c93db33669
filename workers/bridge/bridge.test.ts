import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fileOf, setUp } from './testing/bridge-harness.ts'
import { inputFrames, LIMITS, newJob, startTestRelay, until } from './testing/test-relay.ts'

describe('connecting', () => {
  it('says who it is and what it can do, and is connected once it is welcome', async () => {
    const { relay, isState } = await setUp({ token: 'prt_x' })
    const seat = await relay.seat()
    expect(relay.tickets[0]!.headers.authorization).toBe('Bearer prt_x')
    expect(seat.heard('hello')[0]).toMatchObject({
      v: 1,
      slots: 2,
      jobs: [],
      // Not fetched yet, but it comes with the page.
      capabilities: {
        models: ['sticker'],
        kinds: ['text_to_image', 'upscale_or_vary'],
        device: { backend: 'wasm' },
      },
    })
    await isState('connecting')
    seat.welcome()
    await isState('connected')
  })

  it('shows its resume token when it comes back after a lost connection', async () => {
    const { relay, isState, links } = await setUp()
    const seat = await relay.welcomed()
    await isState('connected')
    seat.socket.terminate()
    const next = await relay.welcomed(1)
    expect(next.heard('hello')[0]).toMatchObject({ resumeToken: 'again' })
    await isState('connected')
    expect(links.some(({ state, reason }) => state === 'retrying' && reason === 'lost')).toBe(true)
  })

  it('tells the LoRAs it has, and comes again with the news when the user adds one', async () => {
    const { relay, engine, isState } = await setUp()
    const seat = await relay.welcomed()
    const own = ['sticker-4-steps.safetensors', 'sticker-8-steps.safetensors']
    expect(seat.heard('hello')[0]).toMatchObject({ capabilities: { loras: own } })
    await isState('connected')
    engine.lorasAre(['cat.safetensors'])
    const next = await relay.welcomed(1)
    expect(next.heard('hello')[0]).toMatchObject({ capabilities: { loras: [...own, 'cat.safetensors'] } })
    await isState('connected')
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_accepted'],
  ] as const)('does not try again after %i, until a person does something', async (status, reason) => {
    const { relay, isState, link, bridge } = await setUp({ relay: await refusing(status) })
    await isState('refused')
    expect(link().reason).toBe(reason)
    relay.given.status = 200
    bridge.serve({ isOn: true, token: 'prt_better' })
    await relay.welcomed()
    await isState('connected')
  })

  it('tries again when the relay is busy', async () => {
    const { relay, isState } = await setUp({ relay: await refusing(503) })
    await isState('retrying')
    relay.given.status = 200
    await relay.welcomed()
    await isState('connected')
  })

  it.each([
    [4401, 'unauthorized'],
    [4406, 'version'],
    [4409, 'replaced'],
    [4429, 'overrun'],
  ] as const)('stays away when it is closed with %i', async (code, reason) => {
    const { relay, isState, link } = await setUp()
    const seat = await relay.welcomed()
    await isState('connected')
    seat.say({ t: 'error', code: reason, message: 'in words', fatal: true })
    seat.socket.close(code)
    await isState('refused')
    expect(link()).toMatchObject({ reason, message: 'in words' })
  })

  it('comes back when the relay said it would be gone for a moment', async () => {
    const { relay, isState, links } = await setUp()
    const seat = await relay.welcomed()
    await isState('connected')
    seat.say({ t: 'drain', retryMs: 50 })
    seat.socket.close(1012)
    await relay.welcomed(1)
    await isState('connected')
    const retrying = links.find(({ state }) => state === 'retrying')!
    expect(retrying).toMatchObject({ reason: 'drain' })
    expect(retrying.retryAt! - Date.now()).toBeLessThanOrEqual(60)
  })

  it.each(['no json', '{"t":"welcome"}', `"${'x'.repeat(70_000)}"`])(
    'ends a connection through which nonsense comes, says why, and tries again',
    async (nonsense) => {
      const { relay } = await setUp()
      const seat = await relay.welcomed()
      await seat.hears('hello')
      await new Promise((resolve) => setTimeout(resolve, 20))
      seat.socket.send(nonsense)
      await until(() => expect(seat.closes).toHaveLength(1))
      expect([4400, 4413]).toContain(seat.closes[0])
      expect(seat.heard('error')).toMatchObject([{ fatal: true }])
      await relay.seat(1)
    },
  )

  it('ends a connection through which a broken frame comes, and ignores frames of later versions', async () => {
    const { relay, isState } = await setUp()
    const seat = await relay.welcomed()
    await isState('connected')
    const job = await newJob()
    const frame = inputFrames(job, 0, fileOf(10))[0]!
    const later = frame.slice()
    later[1] = 9
    seat.socket.send(later)
    seat.say({ t: 'sing' })
    seat.say(job)
    await seat.hears('accept')
    frame[0] = 9
    seat.socket.send(frame)
    await until(() => expect(seat.closes).toEqual([4400]))
  })

  it('serves nothing where hashes cannot be computed, and says so', async () => {
    const { relay, isState, link } = await setUp({ isInsecure: true })
    await isState('refused')
    expect(link().reason).toBe('insecure')
    expect(relay.tickets).toHaveLength(0)
  })

  it('sends heartbeats that name what it holds', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed(0, { heartbeatMs: 100 })
    const job = await newJob()
    seat.say(job)
    await until(() => expect(engine.submitted).toHaveLength(1))
    await until(() =>
      expect(seat.heard('hb').at(-1)?.jobs).toEqual([{ taskId: job.taskId, lease: job.lease }]),
    )
  })

  it('tells of a model that has come, when it has nothing else to do', async () => {
    const { relay, engine, isState } = await setUp()
    await relay.welcomed()
    await isState('connected')
    engine.modelReady()
    await new Promise((resolve) => setTimeout(resolve, 50))
    // The built-in model was told of from the start.
    expect(relay.seats).toHaveLength(1)
  })
})

describe('a job', () => {
  it('is accepted, run under its own name, told event by event, and ended after its pictures', async () => {
    const { relay, engine, memories } = await setUp()
    const seat = await relay.welcomed()
    const job = await newJob({ prompt: 'a fox', image_number: 2 })
    seat.say(job)
    await seat.hears('accept')
    await until(() => expect(engine.submitted).toMatchObject([{ id: job.taskId, origin: 'relay' }]))
    expect(engine.submitted[0]!.request.prompt).toBe('a fox')
    const { taskId } = job
    engine.start(taskId)
    engine.step(taskId, 1)
    const files = [fileOf(2500), fileOf(700, 3)]
    engine.picture(taskId, 0, files[0]!)
    engine.picture(taskId, 1, files[1]!)
    engine.finish(taskId)
    await until(() => expect(seat.heard('event').at(-1)?.event.type).toBe('finished'))
    expect(seat.heard('event').map(({ seq, event }) => [seq, event.type])).toEqual([
      [0, 'started'],
      [1, 'progress'],
      [2, 'finished'],
    ])
    const results = seat.heard('result').map(({ picture }) => picture)
    expect(results.map(({ index, bytes, sha256 }) => [index, bytes, sha256])).toEqual(
      files.map((file, index) => [index, file.length, createHash('sha256').update(file).digest('hex')]),
    )
    expect(seat.bytesOf(0)).toEqual([...files[0]!])
    expect(seat.bytesOf(1)).toEqual([...files[1]!])
    seat.say({ t: 'stored', taskId })
    await until(() => expect(memories.at(-1)).toMatchObject({ jobs: [], served: 1 }))
    expect(memories.at(-1)!.secondsPerMegapixelStep).toBeCloseTo(0.2)
  })

  it('waits for its input pictures and hands them to the engine', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed()
    const bytes = fileOf(2345)
    const job = await newJob({ upscale_or_vary: { uov_input_image: { mime: 'image/png', bytes } } })
    seat.say(job)
    await seat.hears('accept')
    const frames = inputFrames(job, 0, bytes)
    frames.slice(0, -1).forEach((frame) => seat.socket.send(frame))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(engine.submitted).toEqual([])
    seat.socket.send(frames.at(-1)!)
    await until(() => expect(engine.submitted).toHaveLength(1))
    expect(engine.submitted[0]!.request.upscale_or_vary!.uov_input_image.bytes).toEqual(bytes)
  })

  it('is given back when its pictures are not the announced ones', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed()
    const bytes = fileOf(100)
    const picture = { mime: 'image/png', bytes }
    const job = await newJob({ upscale_or_vary: { uov_input_image: picture } })
    seat.say(job)
    seat.socket.send(inputFrames(job, 0, fileOf(100, 1))[0]!)
    expect(await seat.hears('reject')).toMatchObject([{ lease: job.lease, reason: 'bad_input', retry: true }])
    expect(engine.submitted).toEqual([])
  })

  it('is refused when the slots are taken, or its model is unknown', async () => {
    const { relay } = await setUp()
    const seat = await relay.welcomed()
    const unknown = await newJob({ base_model_name: 'nothing like it' })
    seat.say(unknown)
    for (let n = 0; n < 3; n++) seat.say(await newJob())
    const rejects = await seat.hears('reject', 2)
    expect(rejects).toMatchObject([
      { lease: unknown.lease, reason: 'model_missing', retry: false },
      { reason: 'busy', retry: true },
    ])
    expect(seat.heard('accept')).toHaveLength(2)
  })

  it('that failed in the engine fails at the relay, with its code', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed()
    const job = await newJob()
    seat.say(job)
    await until(() => expect(engine.submitted).toHaveLength(1))
    const error = { code: 'out_of_memory', message: 'too large', detail: { width: 3 } } as const
    engine.emit({ type: 'failed', taskId: job.taskId, at: 9, error })
    expect((await seat.hears('event'))[0]!.event).toMatchObject({ type: 'failed', error })
  })

  it('is stopped, skipped, and stopped before its pictures are here', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed()
    const job = await newJob()
    seat.say(job)
    await until(() => expect(engine.submitted).toHaveLength(1))
    seat.say({ t: 'cancel', taskId: job.taskId, mode: 'skip' })
    await until(() => expect(engine.skipped).toEqual([job.taskId]))
    seat.say({ t: 'cancel', taskId: job.taskId, mode: 'stop' })
    await until(() => expect(seat.heard('event').at(-1)?.event.type).toBe('stopped'))
    const picture = { mime: 'image/png', bytes: fileOf(10) }
    const waiting = await newJob({ upscale_or_vary: { uov_input_image: picture } })
    seat.say(waiting)
    seat.say({ t: 'cancel', taskId: waiting.taskId, mode: 'stop' })
    await until(() =>
      expect(seat.heard('event').at(-1)?.event).toMatchObject({ type: 'stopped', taskId: waiting.taskId }),
    )
    expect(engine.submitted).toHaveLength(1)
  })

  it('sends previews only while someone watches', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed()
    const unwatched = await newJob({}, { previews: false })
    seat.say(unwatched)
    await until(() => expect(engine.submitted).toHaveLength(1))
    engine.start(unwatched.taskId)
    engine.step(unwatched.taskId, 1)
    await seat.hears('event', 2)
    expect(seat.frames).toEqual([])
    seat.say({ ...unwatched, previews: true })
    await new Promise((resolve) => setTimeout(resolve, 20))
    engine.step(unwatched.taskId, 2)
    await until(() => expect(seat.frames).toMatchObject([{ type: 'preview', image: 0, last: true }]))
    expect([...seat.frames[0]!.payload]).toEqual([0xff, 2])
  })

  it('keeps a picture back while there is no credit, and the end with it', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed(0, { limits: { ...LIMITS, windowBytes: 2000 } })
    const job = await newJob()
    seat.say(job)
    await until(() => expect(engine.submitted).toHaveLength(1))
    engine.start(job.taskId)
    engine.picture(job.taskId, 0, fileOf(5000))
    engine.finish(job.taskId)
    await until(() => expect(seat.frames).toHaveLength(2))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(seat.frames).toHaveLength(2)
    expect(seat.heard('event').map(({ event }) => event.type)).toEqual(['started'])
    seat.say({ t: 'credit', taskId: job.taskId, bytes: 2000 })
    await until(() => expect(seat.frames).toHaveLength(4))
    seat.say({ t: 'credit', taskId: job.taskId, bytes: 2000 })
    await until(() => expect(seat.heard('event').at(-1)?.event.type).toBe('finished'))
    expect(seat.bytesOf(0)).toEqual([...fileOf(5000)])
  })

  it('gets another name in the engine when it comes again, and its own towards the relay', async () => {
    const { relay, engine } = await setUp()
    const seat = await relay.welcomed()
    const first = await newJob()
    seat.say(first)
    await until(() => expect(engine.submitted).toHaveLength(1))
    const error = { code: 'device_lost', message: '', detail: {} } as const
    engine.emit({ type: 'failed', taskId: first.taskId, at: 9, error })
    await seat.hears('event')
    const second = { ...first, lease: (await newJob()).lease, attempt: 2 }
    seat.say(second)
    await until(() => expect(engine.submitted).toHaveLength(2))
    const localId = engine.submitted[1]!.id
    expect(localId).toBe(`${second.lease}00000002`)
    engine.start(localId)
    const started = (await seat.hears('event', 2))[1]!
    expect(started).toMatchObject({
      lease: second.lease,
      seq: 0,
      event: { type: 'started', taskId: first.taskId },
    })
  })
})

async function refusing(status: number) {
  const relay = await startTestRelay()
  relay.given.status = status
  return relay
}
