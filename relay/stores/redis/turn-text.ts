import type { Job } from '../../jobs/job.ts'

/** A text per job whose alphabetical order is the order of turns: priority, high first, then age. 32 hex digits. */
export function turnText({ priority, createdAt }: Pick<Job, 'priority' | 'createdAt'>): string {
  return ordered(0 - priority) + ordered(createdAt)
}

const SIGN = 1n << 63n
const ALL = (1n << 64n) - 1n

/** A number as 16 hex digits in the same order: the bits of a float, with the negative ones turned round. */
function ordered(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const sortable = bits & SIGN ? bits ^ ALL : bits | SIGN
  return sortable.toString(16).padStart(16, '0')
}
