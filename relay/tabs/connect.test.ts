import { connect as connectTcp } from 'node:net'
import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { anyFrame, anyTabMessage } from '../../contract/protocol/testing/arbitrary-messages.ts'
import { encodeFrame } from '../../contract/protocol/frame.ts'
import { SUBPROTOCOL } from '../../contract/protocol/messages.ts'
import { FAKE_CAPABILITIES, fetchTicket } from '../testing/fake-tab.ts'
import { TOKEN, type Rig } from './testing/relay-rig.ts'
import { moment, useRig } from './testing/use-rig.ts'

const use = useRig()

/** Opens a socket; the status of a refusal, or the open socket. */
function open(rig: Rig, protocols: string[], headers: Record<string, string> = {}, path = '/worker') {
  const socket = new WebSocket(`ws://${rig.host}${path}`, protocols, {
    headers: { origin: rig.url, ...headers },
  })
  return new Promise<number | WebSocket>((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode!)
    })
    socket.on('error', reject)
  })
}
const status = async (...args: Parameters<typeof open>) => {
  const result = await open(...args)
  if (typeof result === 'number') return result
  const { protocol } = result
  result.terminate()
  return `open ${protocol}`
}
const closeOf = (socket: WebSocket) =>
  new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))

const grant = { id: 'x', models: null, slots: 1, expiresAt: null }
const offer = (ticket: string) => [SUBPROTOCOL, `ticket.${ticket}`]

async function opened(rig: Rig): Promise<WebSocket> {
  const socket = await open(rig, offer(rig.tickets.issue(grant, rig.url)))
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`)
  socket.on('error', () => {})
  return socket
}

const hello = (more: object = {}) =>
  JSON.stringify({
    t: 'hello',
    v: 1,
    app: 'test',
    instance: randomUUID(),
    slots: 1,
    capabilities: FAKE_CAPABILITIES,
    jobs: [],
    ...more,
  })

describe('the ticket route', () => {
  const ask = (rig: Rig, headers: Record<string, string>) =>
    fetch(`${rig.url}/worker/ticket`, { method: 'POST', headers })

  it('gives the relay’s own page a ticket where nobody else can reach the relay', async () => {
    const rig = await use.rig()
    const answer = await ask(rig, { origin: rig.url })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      ticket: expect.stringMatching(/^[\w-]{43}$/) as string,
      expires_in: 30,
      ws_url: `ws://${rig.host}/worker`,
    })
  })

  it.each([
    ['without a token from another page', 'https://tab.example', {}, 401, 'unauthorized'],
    ['with a token', 'https://tab.example', { authorization: `Bearer ${TOKEN}` }, 200, undefined],
    [
      'with a wrong token',
      'https://tab.example',
      { authorization: 'Bearer prt_rig_wrong' },
      401,
      'unauthorized',
    ],
    [
      'with a token that is none',
      'https://tab.example',
      { authorization: 'Bearer x y' },
      401,
      'unauthorized',
    ],
    ['from a strange page', 'https://evil.example', { authorization: `Bearer ${TOKEN}` }, 403, 'forbidden'],
    ['from a page without an origin', 'null', { authorization: `Bearer ${TOKEN}` }, 403, 'forbidden'],
  ])('answers %s', async (_name, origin, headers, wanted, code) => {
    const rig = await use.rig()
    const answer = await ask(rig, { origin, ...headers })
    expect(answer.status).toBe(wanted)
    expect(((await answer.json()) as { code?: string }).code).toBe(code)
    const isAllowed = origin === 'https://tab.example'
    expect(answer.headers.get('access-control-allow-origin')).toBe(isAllowed ? origin : null)
  })

  it('asks even its own page for a token where others can reach the relay', async () => {
    const rig = await use.rig({ isLoopback: false })
    expect((await ask(rig, { origin: rig.url })).status).toBe(401)
  })

  it('answers preflights of allowed pages only', async () => {
    const rig = await use.rig()
    const preflight = (origin: string) =>
      fetch(`${rig.url}/worker/ticket`, { method: 'OPTIONS', headers: { origin } })
    const allowed = await preflight('https://tab.example')
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://tab.example')
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization')
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('gives no more tickets to one address than fit into a minute', async () => {
    const rig = await use.rig({ limits: { upgradesPerMinute: 2 }, now: () => 1e12 })
    const answers = [1, 2, 3].map(async () => (await ask(rig, { origin: rig.url })).status)
    expect((await Promise.all(answers)).sort()).toEqual([200, 200, 429])
  })
})

describe('the door', () => {
  it('lets a tab in with a ticket, and says only the protocol back', async () => {
    const rig = await use.rig()
    expect(await status(rig, offer(rig.tickets.issue(grant, rig.url)))).toBe(`open ${SUBPROTOCOL}`)
  })

  it('takes a ticket once, for its own page, and only while it is young', async () => {
    let time = 1e12
    const rig = await use.rig({ now: () => time })
    const once = rig.tickets.issue(grant, rig.url)
    expect(await status(rig, offer(once))).toBe(`open ${SUBPROTOCOL}`)
    expect(await status(rig, offer(once))).toBe(401)
    const other = rig.tickets.issue(grant, 'https://tab.example')
    expect(await status(rig, offer(other))).toBe(401)
    // A ticket that was shown by the wrong page is burnt.
    expect(await status(rig, offer(other), { origin: 'https://tab.example' })).toBe(401)
    const late = rig.tickets.issue(grant, rig.url)
    time += 30_001
    expect(await status(rig, offer(late))).toBe(401)
    expect(await status(rig, offer(randomBytes(32).toString('base64url')))).toBe(401)
    expect(await status(rig, [SUBPROTOCOL])).toBe(401)
    expect(await status(rig, [`ticket.${rig.tickets.issue(grant, rig.url)}`])).toBe(400)
  })

  it('knows origins letter for letter', async () => {
    const rig = await use.rig()
    const port = rig.host.split(':')[1]!
    const strange = [
      'null',
      '',
      'https://tab.example.evil.com',
      'https://evil-tab.example',
      'https://tab.example:8443',
      'https://TAB.example',
      'http://tab.example',
      'https://tab.example/',
      'https://täb.example',
      `http://localhost:${port}`,
      `http://127.0.0.1:${Number(port) + 1}`,
      `https://${rig.host}`,
      `${rig.url}, https://tab.example`,
    ]
    for (const origin of strange) {
      const ticket = rig.tickets.issue(grant, origin)
      expect(
        await status(rig, offer(ticket), { origin: Buffer.from(origin).toString('latin1') }),
        origin,
      ).toBe(403)
    }
    expect(rig.counted('upgrade_refused')).toBe(strange.length)
    const ticket = rig.tickets.issue(grant, 'https://tab.example')
    expect(await status(rig, offer(ticket), { origin: 'https://tab.example' })).toBe(`open ${SUBPROTOCOL}`)
  })

  it('knows its own name, so that no other can be pointed at it', async () => {
    const rig = await use.rig()
    for (const host of ['evil.example', '127.0.0.1', `localhost:${rig.host.split(':')[1]}`]) {
      expect(await status(rig, offer(rig.tickets.issue(grant, rig.url)), { host })).toBe(421)
    }
  })

  it('is at one address only', async () => {
    const rig = await use.rig()
    expect(await status(rig, offer(rig.tickets.issue(grant, rig.url)), {}, '/other')).toBe(404)
  })

  it('refuses a request without an origin', async () => {
    const rig = await use.rig()
    const key = randomBytes(16).toString('base64')
    const lines = ['GET /worker HTTP/1.1', `host: ${rig.host}`, 'connection: upgrade', 'upgrade: websocket']
    const ticket = rig.tickets.issue(grant, rig.url)
    const more = [
      `sec-websocket-key: ${key}`,
      'sec-websocket-version: 13',
      `sec-websocket-protocol: ${offer(ticket).join()}`,
    ]
    const socket = connectTcp(Number(rig.host.split(':')[1]), '127.0.0.1')
    socket.end(`${[...lines, ...more].join('\r\n')}\r\n\r\n`)
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/)
  })

  it('closes for an address that knocks too often', async () => {
    const rig = await use.rig({ limits: { upgradesPerMinute: 3 }, now: () => 1e12 })
    const knock = () => status(rig, offer(rig.tickets.issue(grant, rig.url)))
    expect([await knock(), await knock(), await knock(), await knock()].map((one) => one === 503)).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  it('has room for so many tabs', async () => {
    const rig = await use.rig({ limits: { tabs: 1 } })
    await use.tab(rig)
    await expect(use.tab(rig)).rejects.toThrow('503')
  })
})

describe('a session', () => {
  it('ends within a second once its pairing is revoked, and its ticket opens no door', async () => {
    const rig = await use.rig()
    const tab = await use.tab(rig, { token: TOKEN })
    const { ticket } = await fetchTicket({ url: rig.url, token: TOKEN })
    const before = performance.now()
    rig.revoke('rig')
    expect(await tab.closed()).toEqual({ code: 4401, reason: 'unauthorized' })
    expect(performance.now() - before).toBeLessThan(1000)
    expect(tab.heard.at(-1)).toMatchObject({ t: 'error', code: 'unauthorized', fatal: true })
    expect(await status(rig, offer(ticket))).toBe(401)
  })

  it('ends when its pairing expires', async () => {
    const rig = await use.rig({ grant: { expiresAt: Date.now() + 150 } })
    const tab = await use.tab(rig, { token: TOKEN })
    expect((await tab.closed()).code).toBe(4401)
  })

  it('works with the models and slots of its pairing', async () => {
    const rig = await use.rig({ grant: { models: ['a'], slots: 2 } })
    await use.tab(rig, { token: TOKEN, models: ['a', 'b'], slots: 5 })
    expect(rig.pool.tabs()).toMatchObject([{ pairing: 'rig', models: ['a'], slots: 2, app: 'fake-tab/1' }])
  })

  it.each([
    ['2', 'relay_too_old'],
    ['3', 'relay_too_old'],
  ])('of version %s is refused with a word on who is too old', async (version, who) => {
    const rig = await use.rig()
    const socket = await opened(rig)
    const said = new Promise<string>((resolve) =>
      socket.on('message', (data: Buffer) => resolve(data.toString())),
    )
    socket.send(JSON.stringify({ t: 'hello', v: Number(version), whatever: 'later versions say' }))
    expect(JSON.parse(await said)).toMatchObject({
      t: 'error',
      code: 'version',
      message: expect.stringContaining(who) as string,
    })
    expect(await closeOf(socket)).toBe(4406)
  })

  it('begins with a hello, soon', async () => {
    const rig = await use.rig({ limits: { helloMs: 150 } })
    expect(await closeOf(await opened(rig))).toBe(4400)
    const wordy = await opened(rig)
    wordy.send('{"t":"hb","jobs":[],"queueMs":0}')
    expect(await closeOf(wordy)).toBe(4400)
  })

  it('ignores kinds of messages and frames that it does not know', async () => {
    const rig = await use.rig()
    const tab = await use.tab(rig)
    tab.raw('{"t":"sing"}')
    tab.raw(Uint8Array.from({ length: 44 }, (_, at) => [1, 9][at] ?? 0))
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({ status: 'finished' })
  })

  it.each([
    ['text that is no JSON', 'nonsense', 4400],
    ['a message of the wrong form', '{"t":"accept"}', 4400],
    ['depth', `${'['.repeat(30_000)}`, 4400],
    ['a second hello', hello(), 4400],
    ['too long a text', JSON.stringify({ t: 'hb', text: 'x'.repeat(70_000) }), 4413],
    ['a piece beyond its size', encodeFrame(frameOf(300_000)), 4413],
    ['random bytes', Uint8Array.from({ length: 100 }, () => 200), 4400],
    ['two mebibytes at once', new Uint8Array(2 * 1024 * 1024), 1009],
  ])('is closed for %s, and the relay lives', async (_name, data, code) => {
    const rig = await use.rig()
    const tab = await use.tab(rig)
    tab.raw(data)
    expect((await tab.closed()).code).toBe(code)
    await use.tab(rig)
    expect(await rig.untilEnded(await rig.submit())).toMatchObject({ status: 'finished' })
  })

  it('is closed for a flood of fragments', async () => {
    const rig = await use.rig()
    const socket = await opened(rig)
    socket.send(hello())
    for (let piece = 0; piece < 1000; piece++) socket.send('x', { fin: false })
    expect(await closeOf(socket)).toBe(1008)
  })

  it('survives any mixture of messages and frames', async () => {
    const rig = await use.rig()
    const id = await rig.submit({ overwrite_step: 200, prompt: 'long' }, { priority: 1 })
    const anyWord = fc.oneof(
      anyTabMessage.map((message) => JSON.stringify(message)),
      anyFrame.map((frame) => encodeFrame(frame)),
      fc.uint8Array({ maxLength: 60 }),
      fc.json(),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyWord, { maxLength: 6 }), fc.boolean(), async (words, greets) => {
        const socket = await opened(rig)
        if (greets) socket.send(hello({ capabilities: { ...FAKE_CAPABILITIES, models: [] } }))
        for (const word of words) socket.send(word)
        socket.close()
        await closeOf(socket)
      }),
      { numRuns: 200 },
    )
    await moment(20)
    expect(rig.incidents.filter(({ facts }) => facts['reason'] === 'internal')).toEqual([])
    expect(await rig.store.get(id)).toMatchObject({ status: 'queued', attempt: 0 })
    await use.tab(rig, { steps: 1 })
    expect(await rig.untilEnded(id)).toMatchObject({ status: 'finished' })
  })
})

describe('a tab with a job', () => {
  it('may say anything about it in any order: the job ends in the end, once', async () => {
    const rig = await use.rig({ limits: { losses: 1e9 } })
    const parts = fc.record({ seq: fc.nat(5), image: fc.nat(2), offset: fc.nat(3), bytes: fc.nat(4) })
    const anyWord = fc.record({ which: fc.nat(10), ...{ of: parts } })
    await fc.assert(
      fc.asyncProperty(fc.array(anyWord, { minLength: 1, maxLength: 12 }), async (words) => {
        const tab = await use.tab(rig, { models: ['odd'], fault: () => ({ kind: 'ignore' }) })
        const id = await rig.submit({ base_model_name: 'odd' })
        await tab.until((message) => message.t === 'job')
        const { taskId, lease } = tab.jobs[0]!
        const event = (seq: number, one: object) =>
          tab.raw(JSON.stringify({ t: 'event', lease, seq, event: { taskId, at: 1, ...one } }))
        const error = { code: 'device_lost', message: 'gone', detail: {} }
        const timings = { loadMs: 0, encodeMs: 0, stepMs: 0, decodeMs: 0, totalMs: 0 }
        const picture = {
          createdAt: 1,
          mime: 'image/png',
          bytes: 5,
          width: 1,
          height: 1,
          seed: '1',
          parameters: null,
        }
        const say: ((of: (typeof words)[number]['of']) => void)[] = [
          () => tab.say({ t: 'accept', taskId, lease, etaMs: null }),
          () => tab.say({ t: 'reject', taskId, lease, reason: 'unsupported', retry: false }),
          ({ seq }) => event(seq, { type: 'started', attempt: 1 }),
          ({ seq }) => event(seq, { type: 'skipped', index: seq }),
          ({ seq }) => event(seq, { type: 'finished', timings }),
          ({ seq }) => event(seq, { type: 'stopped' }),
          ({ seq }) => event(seq, { type: 'failed', error }),
          ({ seq }) => event(seq, { type: 'requeued', reason: error }),
          ({ image }) =>
            tab.raw(
              JSON.stringify({
                t: 'result',
                taskId,
                lease,
                picture: { ...picture, index: image, sha256: 'a'.repeat(64) },
              }),
            ),
          ({ seq, image, offset, bytes }) =>
            tab.frame({
              type: 'result',
              last: true,
              image,
              seq,
              offset,
              taskId,
              lease,
              payload: new Uint8Array(bytes),
            }),
          ({ seq, image, offset, bytes }) =>
            tab.frame({
              type: 'preview',
              last: true,
              image,
              seq,
              offset,
              taskId,
              lease,
              payload: new Uint8Array(bytes),
            }),
        ]
        for (const { which, of } of words) say[which]!(of)
        await tab.close()
        await rig.untilState(id, ({ status }) => status !== 'running')
        await rig.stop(id)
        const state = await rig.untilEnded(id)
        expect(state.pictures).toEqual([])
        expect(state.lease).toBeNull()
      }),
      { numRuns: 100 },
    )
    expect(rig.incidents.filter(({ facts }) => facts['reason'] === 'internal')).toEqual([])
  })
})

function frameOf(bytes: number) {
  const [frame] = fc.sample(anyFrame, 1)
  return { ...frame!, type: 'result' as const, payload: new Uint8Array(bytes) }
}
