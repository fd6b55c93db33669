import { performance } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from '../http/app.ts'
import type { LoopDelay } from './overload.ts'

/** What is asked each time someone collects. */
export interface MetricSources {
  readonly jobs: () => Promise<{ readonly waiting: number; readonly running: number }>
  readonly tabs: () => number
  /** Bytes that wait in all sockets to tabs. */
  readonly bufferedBytes: () => number
  readonly loopDelay: Pick<LoopDelay, 'quantileMs'>
  readonly version: string
}

/** What the relay counts. Labels come from short fixed lists, never from requests or ids. */
export interface RelayMetrics {
  /** From acceptance to the answer, without the tab's working time. */
  jobOverhead(seconds: number): void
  queueWait(seconds: number): void
  jobEnded(status: 'finished' | 'stopped' | 'failed'): void
  previewsDropped(count: number): void
  /** @param reason such as `deadline` or `disconnected` */
  leaseExpired(reason: string): void
  requeued(): void
  webhookAttempt(outcome: 'delivered' | 'again' | 'dead'): void
  /** Counts and times every request of a server, by the route's pattern. */
  countRequests(app: App): void
  /** Prometheus' text format. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300]

/** Counters and gauges in a registry of their own. */
export function createMetrics(sources: MetricSources): RelayMetrics {
  const registry = new Registry()
  const registers = [registry]
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Histogram({ name, help, labelNames, registers, buckets: SECONDS })
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name, help, labelNames, registers })

  const overhead = histogram('relay_job_overhead_seconds', 'Accept to answer, without the work of the tab.')
  const wait = histogram('relay_queue_wait_seconds', 'Accept to the first hand-over to a tab.')
  const ended = counter('relay_jobs_ended_total', 'Jobs that ended, by status.', ['status'])
  const dropped = counter('relay_previews_dropped_total', 'Previews left out for slow readers.')
  const expired = counter('relay_lease_expired_total', 'Leases that ran out, by reason.', ['reason'])
  const requeued = counter('relay_requeue_total', 'Attempts that ended with the job waiting again.')
  const webhooks = counter('relay_webhook_attempts_total', 'Webhook posts, by outcome.', ['outcome'])
  const requests = counter('relay_http_requests_total', 'Answers.', ['method', 'route', 'status'])
  const times = histogram('relay_http_request_seconds', 'Time to answer, by route.', ['route'])

  addGauges(registry, sources)

  return {
    jobOverhead: (seconds) => overhead.observe(seconds),
    queueWait: (seconds) => wait.observe(seconds),
    jobEnded: (status) => ended.inc({ status }),
    previewsDropped: (count) => dropped.inc(count),
    leaseExpired: (reason) => expired.inc({ reason }),
    requeued: () => requeued.inc(),
    webhookAttempt: (outcome) => webhooks.inc({ outcome }),
    countRequests(app) {
      app.addHook('onResponse', (request, reply, done) => {
        const route = request.routeOptions.url ?? '(none)'
        requests.inc({ method: request.method, route, status: reply.statusCode })
        times.observe({ route }, reply.elapsedTime / 1000)
        done()
      })
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

/** Values that are looked up when someone collects. A source that fails leaves its value out. */
function addGauges(
  registry: Registry,
  { jobs, tabs, bufferedBytes, loopDelay, version }: MetricSources,
): void {
  const registers = [registry]
  new Gauge({
    name: 'relay_jobs',
    help: 'Jobs that wait or run.',
    labelNames: ['status'],
    registers,
    async collect() {
      const counts = await jobs().catch(() => null)
      this.reset()
      if (!counts) return
      this.set({ status: 'waiting' }, counts.waiting)
      this.set({ status: 'running' }, counts.running)
    },
  })
  new Gauge({
    name: 'relay_event_loop_delay_seconds',
    help: 'How late the event loop was in the last second.',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of [0.5, 0.99]) this.set({ quantile }, loopDelay.quantileMs(quantile) / 1000)
    },
  })
  const simple: readonly (readonly [string, string, () => number])[] = [
    ['relay_tabs_connected', 'Tabs with an open socket.', tabs],
    ['relay_ws_buffered_bytes', 'Bytes that wait to be sent to tabs.', bufferedBytes],
    ['process_resident_memory_bytes', 'Memory of this process.', () => process.memoryUsage.rss()],
    ['process_cpu_seconds', 'Processor time of this process.', cpuSeconds],
    ['process_uptime_seconds', 'Age of this process.', () => performance.now() / 1000],
  ]
  for (const [name, help, read] of simple) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  new Gauge({ name: 'relay_info', help: 'Which version runs.', labelNames: ['version'], registers }).set(
    { version },
    1,
  )
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
