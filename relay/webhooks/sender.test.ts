import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createGuardedFetch } from '../http/guarded-fetch.ts'
import type { JobStore } from '../jobs/ports.ts'
import { createMemoryJobStore } from '../stores/memory/create-memory-job-store.ts'
import { ROOMY, sampleJob, sampleLease } from '../stores/testing/sample-job.ts'
import { createWebhookSender, type PostJson, type WebhookParts } from './sender.ts'

interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A receiver over real HTTP; `answer` says with which status. */
async function receiver(answer: (count: number) => number | Promise<number>) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      void Promise.resolve(answer(received.length)).then((status) => response.writeHead(status).end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=1`, received }
}

/** A store with ended jobs that have webhooks, in a time of its own. */
async function storeWith(urls: readonly string[], legacyEncoding = false) {
  const store = createMemoryJobStore()
  for (const url of urls) {
    const job = sampleJob({ webhook: { url, legacyEncoding } })
    const lease = sampleLease()
    await store.put(job, ROOMY)
    await store.take(job.id, lease)
    await store.finish(job.id, lease.token, { status: 'finished', at: 2000, timings: null })
  }
  return store
}

const SECRETS = [
  `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  `whsec_${Buffer.alloc(32, 2).toString('base64')}`,
]

function senderFor(store: JobStore, parts: Partial<WebhookParts> = {}, clock = { now: 10_000 }) {
  const outcomes: string[] = []
  const onProblem = vi.fn()
  const sender = createWebhookSender({
    store,
    render: ({ job, status }) => JSON.stringify({ id: job.id, status }),
    post: createGuardedFetch({ allowPrivate: true }).postJson,
    secrets: [],
    now: () => clock.now,
    random: () => 0.5,
    onAttempt: ({ kind }) => outcomes.push(kind),
    onProblem,
    ...parts,
  })
  onTestFinished(() => sender.close(0))
  return { sender, outcomes, onProblem, clock }
}

const soon = { timeout: 3000, interval: 5 }

describe('a message', () => {
  it('arrives once, signed so that its receiver can check it with either secret', async () => {
    const { url, received } = await receiver(() => 200)
    const { sender, outcomes } = senderFor(await storeWith([url]), { secrets: SECRETS })
    sender.wake()
    await vi.waitFor(() => expect(outcomes).toEqual(['delivered']), soon)
    const [{ headers, body } = { headers: {}, body: '' }] = received
    expect(headers['content-type']).toBe('application/json')
    expect(JSON.parse(body)).toMatchObject({ status: 'finished' })
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    const expected = SECRETS.map((secret) => {
      const key = Buffer.from(secret.slice(6), 'base64')
      return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    })
    expect(headers['webhook-signature']).toBe(expected.join(' '))
    sender.wake()
    await sender.close()
    expect(received).toHaveLength(1)
  })

  it("is a JSON text inside a JSON text in FooocusAPI's own form", async () => {
    const { url, received } = await receiver(() => 200)
    const { sender, outcomes } = senderFor(await storeWith([url], true))
    sender.wake()
    await vi.waitFor(() => expect(outcomes).toHaveLength(1), soon)
    const inner = JSON.parse(received[0]!.body) as string
    expect(JSON.parse(inner)).toMatchObject({ status: 'finished' })
  })

  it('goes again with the same id and a new time until it is accepted', async () => {
    const { url, received } = await receiver((count) => (count < 3 ? 500 : 200))
    const { sender, outcomes, clock } = senderFor(await storeWith([url]), { secrets: SECRETS })
    for (const expected of [['again'], ['again', 'again'], ['again', 'again', 'delivered']]) {
      sender.wake()
      await vi.waitFor(() => expect(outcomes).toEqual(expected), soon)
      clock.now += 120_000
    }
    const of = (name: string) => new Set(received.map(({ headers }) => headers[name]))
    expect([of('webhook-id').size, of('webhook-timestamp').size, of('webhook-signature').size]).toEqual([
      1, 3, 3,
    ])
  })

  it('goes again by itself when its time has come', async () => {
    const { url } = await receiver((count) => (count < 2 ? 500 : 200))
    const clock = { now: 10_000 }
    const kinds: string[] = []
    const onAttempt: WebhookParts['onAttempt'] = ({ kind }) => {
      kinds.push(kind)
      // The second try is due at 15 000: a timer of 50 ms, at whose end it is later than that.
      clock.now = 14_950
      setTimeout(() => (clock.now = 16_000), 10)
    }
    const { sender } = senderFor(await storeWith([url]), { onAttempt }, clock)
    sender.wake()
    await vi.waitFor(() => expect(kinds).toEqual(['again', 'delivered']), soon)
  })

  it.each([
    ['whose receiver wants no more', () => receiver(() => 410).then(({ url }) => url), true],
    ['to a private address', () => Promise.resolve('https://169.254.169.254/latest'), false],
    ['to nowhere', () => Promise.resolve('not an address'), true],
  ])('%s is given up at once', async (_, urlOf, allowPrivate) => {
    const store = await storeWith([await urlOf()])
    const { sender, outcomes } = senderFor(store, { post: createGuardedFetch({ allowPrivate }).postJson })
    sender.wake()
    await vi.waitFor(() => expect(outcomes).toEqual(['dead']), soon)
    expect(await store.nextDelivery()).toBeNull()
  })

  it('that nobody takes goes again', async () => {
    const store = await storeWith(['http://127.0.0.1:9/'])
    const { sender, outcomes } = senderFor(store)
    sender.wake()
    await vi.waitFor(() => expect(outcomes).toEqual(['again']), soon)
    expect(await store.nextDelivery()).toBe(15_000)
  })

  it('whose job is gone is given up', async () => {
    const store = await storeWith(['http://127.0.0.1:9/'])
    const { sender, outcomes } = senderFor({ ...store, get: () => Promise.resolve(null) })
    sender.wake()
    await vi.waitFor(() => expect(outcomes).toEqual(['dead']), soon)
  })
})

describe('many messages', () => {
  it('go eight at a time, two to a host, and all arrive', async () => {
    const hosts = Array.from({ length: 6 }, (_, index) => `https://host${index}.example/`)
    const urls = Array.from({ length: 90 }, (_, index) => (index < 60 ? hosts[0]! : hosts[index % 6]!))
    const now = { total: 0, of: new Map<string, number>() }
    const most = { total: 0, perHost: 0 }
    const post: PostJson = async (url) => {
      const count = (by: number) => {
        now.total += by
        now.of.set(url, (now.of.get(url) ?? 0) + by)
      }
      count(1)
      most.total = Math.max(most.total, now.total)
      most.perHost = Math.max(most.perHost, ...now.of.values())
      await new Promise((resolve) => setTimeout(resolve, 2))
      count(-1)
      return { status: 200, retryAfterMs: null }
    }
    const { sender, outcomes } = senderFor(await storeWith(urls), { post })
    sender.wake()
    await vi.waitFor(() => expect(outcomes).toHaveLength(90), soon)
    expect(new Set(outcomes)).toEqual(new Set(['delivered']))
    expect(most.perHost).toBe(2)
    expect(most.total).toBeGreaterThan(2)
    expect(most.total).toBeLessThanOrEqual(8)
  })
})

describe('the sender', () => {
  it('goes on when the store fails for a moment', async () => {
    const { url } = await receiver(() => 200)
    const store = await storeWith([url])
    const dueDeliveries = vi.fn(store.dueDeliveries).mockRejectedValueOnce(new Error('disk'))
    const { sender, outcomes, onProblem } = senderFor({ ...store, dueDeliveries })
    sender.wake()
    await vi.waitFor(() => expect(onProblem).toHaveBeenCalledTimes(1), soon)
    sender.wake()
    await vi.waitFor(() => expect(outcomes).toEqual(['delivered']), soon)
  })

  it('that is closed lets a message on its way arrive', async () => {
    const { url, received } = await receiver(
      () => new Promise((resolve) => setTimeout(() => resolve(200), 50)),
    )
    const { sender, outcomes } = senderFor(await storeWith([url]))
    sender.wake()
    await vi.waitFor(() => expect(received).toHaveLength(1), soon)
    await sender.close()
    expect(outcomes).toEqual(['delivered'])
  })

  it('that is ended leaves a message to the next one, which sends it again under the same id', async () => {
    const { url, received } = await receiver((count) => (count === 1 ? new Promise(() => {}) : 200))
    const store = await storeWith([url])
    const first = senderFor(store)
    first.sender.wake()
    await vi.waitFor(() => expect(received).toHaveLength(1), soon)
    await first.sender.close(0)
    expect(first.outcomes).toEqual([])
    first.sender.wake()

    const second = senderFor(store, {}, { now: 10_000 + 61_000 })
    second.sender.wake()
    await vi.waitFor(() => expect(second.outcomes).toEqual(['delivered']), soon)
    expect(received[1]!.headers['webhook-id']).toBe(received[0]!.headers['webhook-id'])
  })
})
