import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { readMetadata } from '../../contract/metadata/picture-metadata.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import { detachPictures } from '../../contract/protocol/job-request.ts'
import type { PictureFiles } from '../files/ports.ts'
import { createMemoryJobStore } from '../stores/memory/create-memory-job-store.ts'
import { previewFile } from '../testing/fake-tab/make-pictures.ts'
import { moment, useRig } from './testing/use-rig.ts'

const use = useRig()

describe('a job', () => {
  it('becomes pictures on disk, with seeds, timings and parameters', async () => {
    const rig = await use.rig()
    const tab = await use.tab(rig)
    const id = await rig.submit({
      image_number: 2,
      image_seed: '41',
      prompt: 'a red apple',
      overwrite_step: 3,
    })
    const state = await rig.untilEnded(id)
    expect(state).toMatchObject({
      status: 'finished',
      images: 2,
      seeds: ['41', '42'],
      attempt: 1,
      error: null,
    })
    expect(state.startedAt).not.toBeNull()
    expect(state.timings?.totalMs).toBeGreaterThan(0)
    expect(state.pictures.map(({ index, seed }) => [index, seed])).toEqual([
      [0, '41'],
      [1, '42'],
    ])
    const file = await rig.files.openOutput(state.pictures[1]!.file)
    const read = readMetadata(await file!.whole())
    expect(read).toMatchObject({ kind: 'found', parameters: { prompt: 'a red apple', seed: '42', steps: 3 } })
    await tab.until((message) => message.t === 'stored')
    expect(tab.heard.filter((message) => message.t === 'ack')).toMatchObject([
      { image: 0, upto: state.pictures[0]!.bytes },
      { image: 1, upto: state.pictures[1]!.bytes },
    ])
  })

  it('tells its progress in Fooocus’ numbers, and its end last', async () => {
    const rig = await use.rig()
    const id = await rig.submit({ overwrite_step: 4 })
    const { heard } = await rig.signals(id)
    await use.tab(rig)
    await rig.untilEnded(id)
    await moment(10)
    const steps = heard.flatMap((one) => (one.type === 'progress' && one.progress.step ? [one.progress] : []))
    // FooocusAPI's reference sequence for four steps without prompt expansion.
    expect(steps.map(({ percent }) => percent)).toEqual([28, 52, 76, 100])
    expect(steps[0]).toMatchObject({ message: 'Sampling step 1/4, image 1/1 ...' })
    expect(heard.at(-1)).toMatchObject({ type: 'changed', ended: true })
  })

  it('shows previews to those who watch and drops them otherwise', async () => {
    const rig = await use.rig()
    const watched = await rig.submit({ overwrite_step: 3 })
    const { heard, stop } = await rig.signals(watched)
    await use.tab(rig)
    await rig.untilEnded(watched)
    const previews = heard.flatMap((one) => (one.type === 'preview' ? [one.preview] : []))
    expect(previews).toHaveLength(3)
    expect(previews[0]).toMatchObject({ mime: 'image/png', image: 0 })
    expect(Buffer.from(previews[0]!.bytes)).toEqual(Buffer.from((await previewFile(1)).bytes))
    stop()
    await rig.untilEnded(await rig.submit({ overwrite_step: 3 }))
    expect(rig.counted('preview_dropped')).toBe(3)
  })

  it('brings its pictures to the tab', async () => {
    const rig = await use.rig()
    const { bytes } = await previewFile(3)
    const large = new Uint8Array(Buffer.concat([bytes, Buffer.alloc(700_000, 7)]))
    const image = { mime: 'image/png', bytes: large }
    const { request, attachments } = detachPictures(
      parseRequest({ overwrite_step: 1, image_prompt: { controlnet_image: [{ cn_img: image }] } }),
    )
    const inputs = await Promise.all(
      attachments.map((one) => rig.files.saveInput(one.name, one.mime, one.bytes)),
    )
    const tab = await use.tab(rig)
    const id = await rig.submit({}, { request, inputs })
    expect(await rig.untilEnded(id)).toMatchObject({ status: 'finished' })
    const got = tab.inputs.get(`${id} ${attachments[0]!.name}`)
    expect(Buffer.compare(got!, large)).toBe(0)
  })

  it('fails when a picture of its request has gone, and the tab stays', async () => {
    const rig = await use.rig()
    await use.tab(rig)
    const input = {
      name: 'a',
      mime: 'image/png',
      bytes: 5,
      sha256: 'a'.repeat(64),
      file: `${'a'.repeat(64)}.png`,
    }
    const id = await rig.submit({}, { inputs: [input] })
    expect(await rig.untilEnded(id)).toMatchObject({
      status: 'failed',
      error: { code: 'storage_unavailable' },
    })
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({ status: 'finished' })
  })

  it('is refused when it does not fit into a message', async () => {
    const rig = await use.rig()
    await use.tab(rig)
    const id = await rig.submit({ prompt: '猫'.repeat(20_000), negative_prompt: '犬'.repeat(20_000) })
    expect(await rig.untilEnded(id)).toMatchObject({ status: 'failed', error: { code: 'payload_too_large' } })
  })

  it('ends although the store stumbles', async () => {
    const store = createMemoryJobStore()
    let failures = 0
    const rig = await use.rig({
      store: {
        ...store,
        finish: (...args) =>
          ++failures === 1
            ? Promise.reject(new AppError('storage_unavailable', 'busy'))
            : store.finish(...args),
      },
    })
    await use.tab(rig)
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({ status: 'finished' })
    expect(rig.counted('store_failed')).toBe(1)
  })
})

describe('uploads', () => {
  it('go on as credit comes', async () => {
    const rig = await use.rig()
    const tab = await use.tab(rig, { paddingBytes: 3_000_000 })
    const state = await rig.untilEnded(await rig.submit({ overwrite_step: 1 }))
    expect(state.pictures[0]!.bytes).toBeGreaterThan(3_000_000)
    const credit = tab.heard.reduce((sum, one) => sum + (one.t === 'credit' ? one.bytes : 0), 0)
    expect(credit).toBeGreaterThan(state.pictures[0]!.bytes - 2 * 256 * 1024)
    expect(credit).toBeLessThanOrEqual(state.pictures[0]!.bytes)
  })

  it('end the connection when they run ahead of their credit', async () => {
    const rig = await use.rig({ files: slowFiles(100) })
    const tab = await use.tab(rig, { paddingBytes: 3_000_000, fault: () => ({ kind: 'overrun' }) })
    const id = await rig.submit({ overwrite_step: 1 })
    expect(await tab.closed()).toMatchObject({ code: 4429, reason: 'overrun' })
    expect(await rig.untilState(id, ({ status }) => status === 'queued')).toMatchObject({
      pictures: [],
      attempt: 1,
    })
  })

  it('go on where they were after a broken connection', async () => {
    const rig = await use.rig({ files: slowFiles(20), limits: { graceMs: 5_000 } })
    const tab = await use.tab(rig, { paddingBytes: 3_000_000 })
    const id = await rig.submit({ overwrite_step: 1 })
    await tab.until((message) => message.t === 'credit')
    tab.drop()
    await tab.closed()
    await moment(20)
    expect(rig.pool.tabs()).toMatchObject([{ state: 'lost', running: [id] }])
    const { keep } = await tab.resume()
    expect(keep).toMatchObject([{ taskId: id, acked: [{ image: 0 }] }])
    expect(keep[0]!.acked[0]!.upto).toBeGreaterThan(256 * 1024)
    const state = await rig.untilEnded(id)
    expect(state).toMatchObject({ status: 'finished', attempt: 1, faults: [] })
    expect(state.pictures).toHaveLength(1)
  })

  it.each(['too_many_bytes', 'wrong_bytes', 'not_a_picture'] as const)(
    'of something else than a picture leave nothing behind: %s',
    async (kind) => {
      const rig = await use.rig()
      await use.tab(rig, { fault: () => ({ kind }) })
      const id = await rig.submit({ overwrite_step: 1 })
      const state = await rig.untilEnded(id)
      expect(state).toMatchObject({
        status: 'failed',
        attempt: 3,
        pictures: [],
        error: { code: 'engine_crashed' },
      })
      expect(rig.counted('bad_picture')).toBe(3)
    },
  )

  it('that find no room fail their job and no other', async () => {
    let isFull = true
    const rig = await use.rig({
      files: (files) => ({
        ...files,
        begin: (picture) =>
          isFull ? Promise.reject(new AppError('storage_full', 'no room')) : files.begin(picture),
      }),
    })
    await use.tab(rig)
    const id = await rig.submit({ overwrite_step: 1 })
    expect(await rig.untilEnded(id)).toMatchObject({ status: 'failed', error: { code: 'storage_full' } })
    isFull = false
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({ status: 'finished' })
  })
})

describe('words that are nobody’s', () => {
  it('about another tab’s job change nothing there', async () => {
    const rig = await use.rig()
    const slow = await use.tab(rig, { stepMs: 30 })
    const mine = await rig.submit({ overwrite_step: 10 })
    await slow.until((message) => message.t === 'job')
    await use.tab(rig, { fault: () => ({ kind: 'foreign_job', taskId: mine }) })
    const other = await rig.submit({ overwrite_step: 1 })
    expect(await rig.untilEnded(other)).toMatchObject({ status: 'finished' })
    expect(await rig.untilEnded(mine)).toMatchObject({ status: 'finished', attempt: 1, faults: [] })
    expect(rig.counted('stale_words')).toBeGreaterThanOrEqual(2)
  })

  it('under a wrong lease count for nothing', async () => {
    const rig = await use.rig()
    await use.tab(rig, { fault: () => ({ kind: 'wrong_lease' }) })
    const id = await rig.submit()
    const state = await rig.untilState(id, ({ faults }) => faults.length > 0)
    expect(state).toMatchObject({ pictures: [], seeds: [], faults: [{ code: 'engine_disconnected' }] })
    expect(rig.counted('stale_words')).toBeGreaterThan(3)
  })

  it('come too late once the job was given to another', async () => {
    const rig = await use.rig()
    const first = await use.tab(rig, { fault: () => ({ kind: 'hang', afterSteps: 0 }) })
    const id = await rig.submit()
    await first.until((message) => message.t === 'job')
    const second = await use.tab(rig, { stepMs: 30 })
    await second.until((message) => message.t === 'job')
    const { taskId, lease } = first.jobs[0]!
    first.say({ t: 'event', lease, seq: 9, event: { type: 'stopped', taskId, at: 1 } })
    expect(await rig.untilEnded(id)).toMatchObject({ status: 'finished', attempt: 2 })
    expect(first.heard.some((message) => message.t === 'stored')).toBe(false)
    expect(rig.counted('stale_words')).toBeGreaterThan(0)
  })
})

/** Files that take their time with each piece. */
function slowFiles(ms: number) {
  return (files: PictureFiles): PictureFiles => ({
    ...files,
    begin: async (picture) => {
      const upload = await files.begin(picture)
      return {
        ...upload,
        write: async (piece) => {
          await moment(ms)
          await upload.write(piece)
        },
      }
    },
  })
}
