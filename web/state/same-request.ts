import type { GenerationRequest } from '../../contract/request.ts'

/** Whether two requests ask for the same, input pictures included. */
export function isSameRequest(one: GenerationRequest, other: GenerationRequest): boolean {
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder)
}

/** Fields in one order, whichever they were written in. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
