import { performance } from 'node:perf_hooks'
import type { JobStore } from '../../jobs/ports.ts'
import { ROOMY, sampleJob, sampleLease, TIMINGS } from './sample-job.ts'

/** Whole lives of jobs (put, take, finish) per second, with so many at a time. */
export async function measureCycles(store: JobStore, cycles: number, concurrency: number): Promise<number> {
  let left = cycles
  const begun = performance.now()
  const worker = async () => {
    while (left-- > 0) {
      const job = sampleJob({ createdAt: Date.now() })
      const lease = sampleLease({ until: Date.now() + 60_000 })
      await store.put(job, ROOMY)
      await store.take(job.id, lease)
      await store.finish(job.id, lease.token, { status: 'finished', at: Date.now(), timings: TIMINGS })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return (cycles / (performance.now() - begun)) * 1000
}
