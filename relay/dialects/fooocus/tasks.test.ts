import { describe, expect, it } from 'vitest'
import { AppError } from '../../../contract/errors.ts'
import { NOON, PNG } from '../testing/fake-parts.ts'
import { makesPictures, serveFooocus } from './testing/serve-fooocus.ts'

const iso = (at: number) => new Date(at).toISOString()

/** One task that waits, one that runs and three that ended, the youngest last. */
async function withTasks(compat: 'clone' | 'reference' = 'clone') {
  const served = await serveFooocus({ compat })
  const submit = async (headers = {}) => {
    await served.post({ async_process: true }, headers)
    return served.jobs.ids.at(-1)!
  }
  const { jobs } = served
  const ended = [await submit(), await submit(), await submit()]
  for (const id of ended) {
    jobs.start(id)
    jobs.picture(id, {})
    jobs.finish(id)
  }
  const running = await submit()
  jobs.start(running)
  const pending = await submit()
  const list = async (query: string) =>
    (await served.ask('GET', `/tasks${query}`)).json as Record<string, { task_id: string }[]>
  return { ...served, ended, running, pending, list }
}

const idsIn = (records: readonly { task_id: string }[] | undefined) => records?.map(({ task_id }) => task_id)

describe('the phases of a task', () => {
  it('show in its record as in FooocusAPI', async () => {
    const { jobs, post, ask } = await serveFooocus()
    await post({ async_process: true, webhook_url: 'http://a.example/' })
    const id = jobs.ids[0]!
    const show = async () => (await ask('GET', `/tasks/${id}`)).json!
    expect(await show()).toMatchObject({
      id: 1,
      start_mills: null,
      finish_mills: null,
      task_status: null,
      progress: null,
      result: null,
      webhook_url: 'http://a.example/',
    })
    expect(await show()).not.toHaveProperty('preview')
    jobs.start(id)
    expect(await show()).toMatchObject({
      id: -1,
      start_mills: NOON,
      finish_mills: -1,
      task_status: 'running',
      progress: 0,
      preview: '',
      result: [],
    })
    jobs.say(id, 29.5, 'Sampling step 1/4, image 1/1 ...')
    expect(await show()).toMatchObject({ progress: 29, preview: null })
    jobs.preview(id, Uint8Array.from([1, 2, 3]))
    expect(await show()).toMatchObject({ preview: 'AQID' })
    jobs.picture(id, {})
    jobs.stopped(id)
    expect(await show()).toMatchObject({ id: 1, task_status: 'stop', progress: 100 })
    expect((await show())['result']).toHaveLength(1)
    expect(await show()).not.toHaveProperty('preview')
  })
})

describe('GET /tasks', () => {
  it('lists what ended, runs and waits', async () => {
    const { list, ended, running, pending } = await withTasks()
    const all = await list('')
    expect(idsIn(all['history'])).toEqual([...ended].reverse())
    expect(idsIn(all['current'])).toEqual([running])
    expect(idsIn(all['pending'])).toEqual([pending])
    expect(all['total']).toEqual({ history: 3, current: 1, pending: 1 })
  })

  it.each(['history', 'current', 'pending'])('lists %s alone', async (query) => {
    const { list } = await withTasks()
    const answer = await list(`?query=${query}`)
    for (const name of ['history', 'current', 'pending']) {
      expect(answer[name]!.length > 0).toBe(name === query)
    }
  })

  it('answers another query with nothing', async () => {
    const { list } = await withTasks()
    expect(await list('?query=foo')).toMatchObject({ history: [], current: [], pending: [] })
  })

  it('has pages, and filters by time', async () => {
    const { list, ended } = await withTasks()
    expect(idsIn((await list('?query=history&page=1&page_size=2'))['history'])).toEqual([ended[0]])
    const range = `start_at=${iso(NOON - 1000)}&end_at=${iso(NOON + 1000)}`
    expect((await list(`?query=history&${range}`))['history']).toHaveLength(3)
    const later = `start_at=${iso(NOON + 1000)}&end_at=${iso(NOON + 2000)}`
    expect((await list(`?query=history&${later}`))['history']).toHaveLength(0)
    // A start after the end is no filter, as in the original; the end is now where none is given.
    expect((await list(`?query=history&start_at=${iso(NOON + 1000)}`))['history']).toHaveLength(3)
    const zoned = encodeURIComponent(iso(NOON - 1000).replace('.000Z', '+00:00'))
    expect((await list(`?query=history&start_at=${zoned}`))['history']).toHaveLength(3)
  })

  it.each([
    ['page=-1', 'greater_than_equal'],
    ['page_size=0', 'greater_than_equal'],
    ['page_size=1001', 'less_than_equal'],
    ['page=x', 'int_parsing'],
    ['start_at=yesterday', 'datetime_from_date_parsing'],
    ['start_at=2026-13-01T00:00:00', 'datetime_from_date_parsing'],
    ['start_at=2026-02-30T00:00:00', 'datetime_from_date_parsing'],
  ])('refuses %s', async (query, type) => {
    const { ask } = await serveFooocus()
    const { status, json } = await ask('GET', `/tasks?${query}`)
    expect(status).toBe(422)
    expect(json!['detail']).toMatchObject([{ type, loc: ['query', query.split('=')[0]] }])
  })

  it('shows nobody the tasks of another', async () => {
    const { ask, ended } = await withTasks()
    const eve = { 'x-owner': 'eve' }
    expect((await ask('GET', '/tasks', eve)).json).toMatchObject({ history: [], current: [], pending: [] })
    expect((await ask('GET', `/tasks/${ended[0]}`, eve)).status).toBe(404)
    expect((await ask('DELETE', `/tasks/${ended[0]}`, eve)).status).toBe(404)
    expect((await ask('GET', `/tasks/${ended[0]}`)).status).toBe(200)
  })

  it('also lists what runs in the history, where that is wanted as it was', async () => {
    const { list, running } = await withTasks('reference')
    expect(idsIn((await list('?query=history'))['history'])).toContain(running)
  })
})

describe('a task that is not there', () => {
  it.each(['0f6c0c5b8a4b4e0e9d3b6a1f2c7d8e90', 'x', '..%2f'])('is 404: %s', async (id) => {
    const { ask } = await serveFooocus()
    const { status, text } = await ask('GET', `/tasks/${id}`)
    expect([status, text]).toEqual([404, '{"detail":"Task not found","code":"unknown_task"}'])
  })

  it('is an empty list where that is wanted as it was', async () => {
    const { ask } = await serveFooocus({ compat: 'reference' })
    const { status, text } = await ask('GET', '/tasks/0f6c0c5b8a4b4e0e9d3b6a1f2c7d8e90')
    expect([status, text]).toEqual([200, '[]'])
  })
})

describe('forgetting', () => {
  const range = `start_at=${iso(NOON - 1000)}&end_at=${iso(NOON)}`

  it('takes what ended in a time, and answers null', async () => {
    const { ask, list } = await withTasks()
    const { status, text } = await ask('GET', `/tasks?action=DELETE&${range}`)
    expect([status, text]).toEqual([200, 'null'])
    expect((await list(''))['total']).toEqual({ history: 0, current: 1, pending: 1 })
  })

  it('without a usable time does nothing', async () => {
    const { ask, list } = await withTasks()
    expect((await ask('GET', '/tasks?action=delete')).text).toBe('null')
    expect((await list(''))['total']).toMatchObject({ history: 3 })
    expect((await ask('DELETE', '/tasks')).status).toBe(422)
  })

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ] as Record<string, string>[][])('by GET is refused to a foreign page: %j', async (headers) => {
    const { ask, list } = await withTasks()
    const { status, text } = await ask('GET', `/tasks?action=delete&${range}`, headers)
    expect([status, text]).toEqual([403, '{"detail":"Forbidden"}'])
    expect((await list(''))['total']).toMatchObject({ history: 3 })
  })

  it('is there as DELETE too, for a time and for one task', async () => {
    const { ask, ended, pending, running, jobs } = await withTasks()
    expect((await ask('DELETE', `/tasks/${ended[0]}`)).json).toEqual({
      message: 'task deleted',
      task_id: ended[0],
    })
    expect((await ask('GET', `/tasks/${ended[0]}`)).status).toBe(404)
    for (const id of [pending, running]) {
      expect((await ask('DELETE', `/tasks/${id}`)).json).toMatchObject({ message: 'task stopped' })
      expect(jobs.state(id).status).toBe('stopped')
    }
    expect((await ask('DELETE', `/tasks?${range}`)).json).toEqual({ deleted: 4 })
  })
})

describe('control', () => {
  const say = async (url: string, compare: object, served: Awaited<ReturnType<typeof withTasks>>) =>
    expect((await served.ask('POST', url)).json).toEqual(compare)

  it('answers in the words of the original', async () => {
    const served = await withTasks()
    await say(
      '/v1/engine/control?action=Stop',
      { message: 'Invalid control action', code: 'invalid_request' },
      served,
    )
    await say('/v1/engine/control/?action=skip', { message: 'task skiped' }, served)
    await say('/v1/engine/control?action=stop', { message: 'task stoped' }, served)
    expect(served.jobs.state(served.running).status).toBe('stopped')
    await say('/v1/engine/control?action=stop', { message: 'No task running', code: 'unknown_task' }, served)
  })

  it('reaches a task by its id, also one that waits, and no ended or foreign one', async () => {
    const served = await withTasks()
    const none = { message: 'No task running', code: 'unknown_task' }
    await say(`/v1/engine/control?action=stop&task_id=${served.ended[0]}`, none, served)
    await say(`/v1/engine/control?action=skip&task_id=${served.pending}`, none, served)
    const foreign = await served.ask('POST', `/v1/engine/control?action=stop&task_id=${served.pending}`, {
      'x-owner': 'eve',
    })
    expect(foreign.json).toEqual(none)
    await say(`/v1/engine/control?action=stop&task_id=${served.pending}`, { message: 'task stoped' }, served)
    expect(served.jobs.state(served.pending).status).toBe('stopped')
  })

  it('needs an action', async () => {
    const { ask } = await serveFooocus()
    const { status, json } = await ask('POST', '/v1/engine/control')
    expect(status).toBe(422)
    expect(json!['detail']).toEqual([
      { type: 'missing', loc: ['query', 'action'], msg: 'Field required', input: {} },
    ])
  })
})

describe('methods that are not there', () => {
  it('are 405 with what there is', async () => {
    const { ask } = await serveFooocus()
    const { status, headers, text } = await ask('PUT', '/tasks')
    expect([status, headers['allow'], text]).toEqual([405, 'GET, DELETE', '{"detail":"Method Not Allowed"}'])
    expect((await ask('GET', '/v1/engine/generate')).status).toBe(405)
    expect((await ask('PUT', '/tasks/')).status).toBe(405)
    expect((await ask('PUT', '/tasks/5?a=b')).headers['allow']).toBe('GET, DELETE')
    expect((await ask('PUT', '/tasks/5/6')).status).toBe(404)
    expect((await ask('PUT', '/tasks//')).status).toBe(404)
    expect((await ask('PUT', '/nowhere')).status).toBe(404)
  })
})

describe('files', () => {
  const FILE = '2026-01-31/2026-01-31_12-30-00_1000.png'
  const withFile = async () => {
    const served = await serveFooocus()
    makesPictures(served)
    await served.post({})
    served.outputs.set('a/b/c.webp', Uint8Array.from(PNG))
    served.outputs.set('x.txt', Uint8Array.from(PNG))
    served.inputs.set('abc.png', Uint8Array.from(PNG))
    return served
  }

  it('come as they are, harmless and with validators', async () => {
    const { ask } = await withFile()
    const { status, headers, bytes } = await ask('GET', `/outputs/${FILE}`)
    expect([status, bytes.equals(PNG)]).toEqual([200, true])
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'last-modified': new Date(NOON).toUTCString(),
      vary: 'accept',
    })
    const again = await ask('GET', `/outputs/${FILE}`, { 'if-none-match': String(headers['etag']) })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
    const since = await ask('GET', `/outputs/${FILE}`, { 'if-modified-since': new Date(NOON).toUTCString() })
    expect(since.status).toBe(304)
  })

  it('are not found where they were removed between a look and the reading', async () => {
    const { ask, parts } = await withFile()
    const { openOutput } = parts.files
    const gone = () => Promise.reject(new AppError('not_found', 'The picture was just removed.'))
    parts.files.openOutput = async (file) => ({ ...(await openOutput(file))!, stream: gone, whole: gone })
    for (const accept of ['*/*', 'image/webp']) {
      const { status, headers } = await ask('GET', `/outputs/${FILE}`, { accept })
      expect([accept, status, headers['etag'], headers['cache-control']]).toEqual([
        accept,
        404,
        undefined,
        undefined,
      ])
    }
  })

  it('are as deep as they are, and inputs beside them', async () => {
    const { ask } = await withFile()
    expect((await ask('GET', '/outputs/a/b/c.webp')).status).toBe(200)
    expect((await ask('GET', `/files/${FILE}`)).status).toBe(200)
    const input = await ask('GET', '/inputs/abc.png')
    expect([input.status, input.headers['cache-control']]).toEqual([
      200,
      'private, max-age=31536000, immutable',
    ])
  })

  it('are converted when another kind is accepted', async () => {
    const { ask } = await withFile()
    for (const [accept, type] of [
      ['image/webp', 'image/webp'],
      ['image/jpg', 'image/jpeg'],
      ['image/png', 'image/png'],
      ['image/*', 'image/png'],
      ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'image/png'],
    ] as const) {
      const answer = await ask('GET', `/outputs/${FILE}`, { accept })
      expect([accept, answer.status, answer.headers['content-type']]).toEqual([accept, 200, type])
    }
  })

  it.each([
    ['bytes=0-3', 206, `bytes 0-3/${PNG.length}`, 4],
    ['bytes=-2', 206, `bytes ${PNG.length - 2}-${PNG.length - 1}/${PNG.length}`, 2],
    ['bytes=10-', 206, `bytes 10-${PNG.length - 1}/${PNG.length}`, PNG.length - 10],
    ['bytes=9999-', 416, `bytes */${PNG.length}`, 0],
    ['bytes=5-2', 200, undefined, PNG.length],
    ['lines=1-2', 200, undefined, PNG.length],
  ])('come in parts: %s', async (range, status, contentRange, length) => {
    const { ask } = await withFile()
    const answer = await ask('GET', `/outputs/${FILE}`, { range })
    expect([answer.status, answer.headers['content-range'], answer.bytes.length]).toEqual([
      status,
      contentRange,
      length,
    ])
  })

  it('tell their size without coming', async () => {
    const { ask } = await withFile()
    const { status, headers, bytes } = await ask('HEAD', `/outputs/${FILE}`)
    expect([status, headers['content-length'], bytes.length]).toEqual([200, String(PNG.length), 0])
  })

  it.each([
    '/outputs/x.txt',
    '/outputs/none/such.png',
    '/outputs/..%2fx.png',
    '/outputs/',
    '/inputs/none.png',
  ])('are not there, with an empty answer: %s', async (url) => {
    const { ask } = await withFile()
    const { status, bytes } = await ask('GET', url)
    expect([status, bytes.length]).toEqual([404, 0])
  })

  it('and /ping need no key', async () => {
    const { ask } = await serveFooocus()
    expect((await ask('GET', '/ping')).text).toBe('"pong"')
  })
})
