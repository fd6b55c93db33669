import { expect, it } from 'vitest'
import { findRelay } from './find-relay.ts'

const found = (answer: Response | Error) =>
  findRelay((url, { method }) => {
    expect([method, url]).toEqual(['HEAD', 'http://127.0.0.1:7866/tab/manifest.webmanifest?relay'])
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }, 'http://127.0.0.1:7866/tab/')

it('knows a relay by its header', async () => {
  const answer = new Response(null, { headers: { 'x-fooocus-tab-relay': '1.2.3' } })
  expect(await found(answer)).toEqual({ presence: 'present', version: '1.2.3' })
})

it.each([
  ['a host of files', new Response(null)],
  ['nothing there', new Response(null, { status: 404 })],
])('takes %s for no relay', async (_name, answer) => {
  expect(await found(answer)).toEqual({ presence: 'absent', version: '' })
})

it.each([new TypeError('no route'), new Response(null, { status: 502 })])(
  'does not give up a relay that is not there right now',
  async (answer) => {
    expect(await found(answer)).toEqual({ presence: 'silent', version: '' })
  },
)
