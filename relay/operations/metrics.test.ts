import Fastify from 'fastify'
import { describe, expect, it, onTestFinished, test, vi } from 'vitest'
import { createMetrics, type MetricSources } from './metrics.ts'
import { watchLoopDelay, type DelayMonitor } from './overload.ts'
import { registerStatusRoutes, type StatusParts } from './status-routes.ts'

const SOURCES: MetricSources = {
  jobs: () => Promise.resolve({ waiting: 3, running: 1 }),
  tabs: () => 2,
  bufferedBytes: () => 1024,
  loopDelay: { quantileMs: (quantile) => quantile * 100 },
  version: '1.2.3',
}

test('metrics have the names that dashboards are made for', async () => {
  const metrics = createMetrics(SOURCES)
  metrics.jobOverhead(0.002)
  metrics.queueWait(2)
  metrics.jobEnded('finished')
  metrics.previewsDropped(5)
  metrics.leaseExpired('deadline')
  metrics.requeued()
  metrics.webhookAttempt('again')
  const text = await metrics.text()
  for (const line of [
    'relay_job_overhead_seconds_bucket{le="0.003"} 1',
    'relay_queue_wait_seconds_bucket{le="1"} 0',
    'relay_queue_wait_seconds_count 1',
    'relay_jobs_ended_total{status="finished"} 1',
    'relay_previews_dropped_total 5',
    'relay_lease_expired_total{reason="deadline"} 1',
    'relay_requeue_total 1',
    'relay_webhook_attempts_total{outcome="again"} 1',
    'relay_jobs{status="waiting"} 3',
    'relay_jobs{status="running"} 1',
    'relay_tabs_connected 2',
    'relay_ws_buffered_bytes 1024',
    'relay_event_loop_delay_seconds{quantile="0.5"} 0.05',
    'relay_info{version="1.2.3"} 1',
  ]) {
    expect(text.split('\n')).toContain(line)
  }
  expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m)
})

test('two relays in one process count for themselves', async () => {
  const [one, two] = [createMetrics(SOURCES), createMetrics(SOURCES)]
  one.requeued()
  expect(await two.text()).toContain('relay_requeue_total 0')
})

test('metrics come without the jobs when the store does not answer', async () => {
  const metrics = createMetrics({ ...SOURCES, jobs: () => Promise.reject(new Error('disk')) })
  const text = await metrics.text()
  expect(text).not.toMatch(/^relay_jobs\{/m)
  expect(text).toContain('relay_tabs_connected 2')
})

test('labels hold routes, never ids', async () => {
  const metrics = createMetrics(SOURCES)
  const app = Fastify()
  onTestFinished(() => app.close())
  metrics.countRequests(app)
  app.get('/tasks/:id', () => 'ok')
  for (const id of ['d3adb33f', 'cafe']) await app.inject(`/tasks/${id}?key=opensesame`)
  await app.inject('/nothing/d3adb33f')
  const text = await metrics.text()
  expect(text).toContain('relay_http_requests_total{method="GET",route="/tasks/:id",status="200"} 2')
  expect(text).toContain('relay_http_requests_total{method="GET",route="(none)",status="404"} 1')
  expect(text).not.toMatch(/d3adb33f|cafe|opensesame/)
})

describe('the status routes', () => {
  async function serverWith(parts: Partial<StatusParts> = {}) {
    const app = Fastify()
    onTestFinished(() => app.close())
    registerStatusRoutes(app, {
      version: '1.2.3',
      metrics: createMetrics(SOURCES),
      requireKey: (_request, _reply, done) => done(),
      askStore: () => Promise.resolve(),
      tabs: () => 1,
      isDraining: () => false,
      isOverloaded: () => false,
      ...parts,
    })
    return app
  }

  it('say that the process lives', async () => {
    const answer = await (await serverWith()).inject('/health')
    expect(answer.json()).toEqual({ status: 'ok', version: '1.2.3', relay: true })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('say whether it takes work, and why not', async () => {
    const ready = await (await serverWith()).inject('/ready')
    expect([ready.statusCode, ready.json()]).toEqual([200, { ready: true, tabs: 1 }])
    const app = await serverWith({
      askStore: () => Promise.reject(new Error('opensesame')),
      isDraining: () => true,
      isOverloaded: () => true,
    })
    const not = await app.inject('/ready')
    expect(not.statusCode).toBe(503)
    expect(not.json()).toEqual({
      ready: false,
      tabs: 1,
      reasons: ['draining', 'overloaded', 'store_unavailable'],
    })
    expect((await app.inject('/health')).statusCode).toBe(200)
  })

  it('show the metrics to those who may see them', async () => {
    const open = await (await serverWith()).inject('/metrics')
    expect(open.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(open.body).toContain('relay_tabs_connected 2')
    const closed = await serverWith({ requireKey: (_request, reply) => void reply.code(401).send({}) })
    expect((await closed.inject('/metrics')).statusCode).toBe(401)
    expect((await closed.inject('/health')).statusCode).toBe(200)
  })
})

describe('overload', () => {
  const monitorWith = (state: { meanMs: number }): DelayMonitor => ({
    get mean() {
      return state.meanMs * 1e6
    },
    percentile: (percent) => percent * 1e6,
    reset: () => {},
    enable: () => {},
    disable: () => {},
  })
  const tick = () => new Promise((resolve) => setTimeout(resolve, 15))

  it('begins and ends with the delay of the last moment', async () => {
    const state = { meanMs: 30 }
    const delay = watchLoopDelay(1000, monitorWith(state), 2)
    onTestFinished(() => delay.close())
    await tick()
    expect([delay.isOverloaded(), delay.whyBusy()]).toEqual([false, null])
    state.meanMs = 1100
    await tick()
    expect(delay.isOverloaded()).toBe(true)
    expect(delay.whyBusy()).toMatchObject({ code: 'queue_full' })
    expect([delay.quantileMs(0.5), delay.quantileMs(0.99)]).toEqual([30, 79])
    state.meanMs = Number.NaN
    await tick()
    expect(delay.isOverloaded()).toBe(false)
  })

  it('is seen where the loop really stands still', async () => {
    const delay = watchLoopDelay(50, undefined, 40)
    onTestFinished(() => delay.close())
    await tick()
    const until = performance.now() + 400
    while (performance.now() < until);
    await vi.waitFor(() => expect(delay.isOverloaded()).toBe(true), { timeout: 1000, interval: 3 })
  })
})
