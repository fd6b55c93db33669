import { expect, it } from 'vitest'
import { findRelay } from './find-relay.ts'

const found = (answer: Response | Error) =>
  findRelay((url) => {
    expect(url).toBe('http://127.0.0.1:7866/tab/health')
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }, 'http://127.0.0.1:7866/tab/')

it('knows a relay by its health', async () => {
  const answer = Response.json({ status: 'ok', version: '1.2.3', relay: true, tabs: 4 })
  expect(await found(answer)).toEqual({ presence: 'present', version: '1.2.3' })
})

it.each([
  ['a server without an API', Response.json({ status: 'ok', version: '1' })],
  ['a page in the place of an answer', new Response('<!doctype html>')],
  ['nothing there', new Response('', { status: 404 })],
])('takes %s for no relay', async (_name, answer) => {
  expect(await found(answer)).toEqual({ presence: 'absent', version: '' })
})

it.each([new TypeError('no route'), new Response('', { status: 502 })])(
  'does not give up a relay that is not there right now',
  async (answer) => {
    expect(await found(answer)).toEqual({ presence: 'silent', version: '' })
  },
)
