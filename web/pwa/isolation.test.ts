import { expect, test } from 'vitest'
import { withIsolation } from './isolation.ts'

test('adds the headers and keeps everything else', async () => {
  const made = withIsolation(
    'document',
    new Response('hello', {
      status: 203,
      statusText: 'Told',
      headers: { 'content-type': 'text/x', etag: '"1"' },
    }),
  )
  expect(Object.fromEntries(made.headers)).toEqual({
    'content-type': 'text/x',
    etag: '"1"',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect([made.status, made.statusText, await made.text()]).toEqual([203, 'Told', 'hello'])
})

test.each([204, 304])('copies a %i, which may have no body', (status) => {
  expect(withIsolation('worker', new Response(null, { status })).status).toBe(status)
})

test('hands back what cannot be copied', () => {
  const failed = Response.error()
  expect(withIsolation('document', failed)).toBe(failed)
})

test('hands on what needs no headers, so that the browser finds its compiled code again', () => {
  const plain = new Response('code')
  expect(withIsolation('script', plain)).toBe(plain)
  expect(withIsolation('', plain)).toBe(plain)
  const isolated = withIsolation('worker', plain)
  expect(isolated).not.toBe(plain)
  expect(withIsolation('worker', isolated)).toBe(isolated)
})

test('copies an answer that was redirected, which a navigation would refuse', () => {
  const redirected = withIsolation('document', new Response('page'))
  Object.defineProperty(redirected, 'redirected', { value: true })
  expect(withIsolation('document', redirected)).not.toBe(redirected)
})
