import { expect, test } from 'vitest'
import { isWebhookSecret, webhookHeaders } from './sign.ts'

// The vector that the libraries of Standard Webhooks are tested with.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const MESSAGE = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' }
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

test('signs as Standard Webhooks does', () => {
  expect(webhookHeaders(MESSAGE, [SECRET])).toEqual({
    'content-type': 'application/json',
    'webhook-id': MESSAGE.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': SIGNATURE,
  })
})

test('signs with both secrets while they change', () => {
  const next = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const signatures = webhookHeaders(MESSAGE, [next, SECRET])['webhook-signature']!.split(' ')
  expect(signatures).toHaveLength(2)
  expect(signatures[0]).toMatch(/^v1,/)
  expect(signatures[1]).toBe(SIGNATURE)
})

test('signs nothing without a secret', () => {
  expect(webhookHeaders(MESSAGE, [])).not.toHaveProperty('webhook-signature')
})

test.each([
  [SECRET, true],
  [`whsec_${Buffer.alloc(64).toString('base64')}`, true],
  [`whsec_${Buffer.alloc(65).toString('base64')}`, false],
  [`whsec_${Buffer.alloc(23).toString('base64')}`, false],
  ['whsec_', false],
  ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', false],
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_', false],
  [`${SECRET}\n`, false],
])('%j is a secret: %s', (text, expected) => {
  expect(isWebhookSecret(text)).toBe(expected)
})
