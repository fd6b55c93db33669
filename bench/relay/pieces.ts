import { parseRequest } from '../../contract/parse-request.ts'
import { compatOf } from '../../relay/dialects/fooocus/compat.ts'
import { readRequest } from '../../relay/dialects/fooocus/read-request.ts'
import { BODY } from './load.ts'
import { startRelayWithTabs } from './servers.ts'

/** Microseconds that one call cannot do without, each piece alone and warm, with nothing in between. */
export interface Pieces {
  /** The body: read, and its fields checked and filled in. */
  readonly read: number
  /** What an engine is asked: checked against the contract, and written for the tab. */
  readonly ask: number
  /** The record that FooocusAPI answers with: written. */
  readonly answer: number
}

const WARM = 5_000
const TIMES = 20_000

/** Times what any relay must do that takes FooocusAPI's request and gives its record, however it keeps jobs. */
export async function measurePieces(rounds: number): Promise<readonly Pieces[]> {
  const compat = compatOf({ compat: 'clone' })
  const { fields } = readRequest(JSON.parse(BODY), compat)
  const request = parseRequest({ prompt: fields.prompt, negative_prompt: fields.negative_prompt })
  const record = await realRecord()
  return Array.from({ length: rounds }, () => ({
    read: microsOf(() => readRequest(JSON.parse(BODY), compat)),
    ask: microsOf(() => JSON.stringify(parseRequest(request))),
    answer: microsOf(() => JSON.stringify(record)),
  }))
}

async function realRecord(): Promise<unknown> {
  const relay = await startRelayWithTabs('memory', 'noop', 1)
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${relay.url}/v1/engine/generate/`, { method: 'POST', headers, body: BODY })
    if (!answer.ok) throw new Error(`the relay answered ${answer.status}`)
    return await answer.json()
  } finally {
    await relay.stop()
  }
}

function microsOf(piece: () => unknown): number {
  const run = (times: number) => {
    let kept: unknown
    for (let time = 0; time < times; time++) kept = piece()
    return kept
  }
  run(WARM)
  const startedAt = performance.now()
  run(TIMES)
  return ((performance.now() - startedAt) * 1000) / TIMES
}
