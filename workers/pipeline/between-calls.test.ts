import { expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { betweenCalls, Skipped } from './between-calls.ts'

test('a message that waits is read before the next call', async () => {
  const stop = new AbortController()
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => stop.abort()
  port2.postMessage('stop')
  await expect(betweenCalls(stop.signal, new AbortController().signal)).rejects.toBeInstanceOf(Cancelled)
  port1.close()
})

test('a skip ends the image and not the task', async () => {
  const skip = new AbortController()
  skip.abort()
  await expect(betweenCalls(new AbortController().signal, skip.signal)).rejects.toBeInstanceOf(Skipped)
})

test('a stop counts more than a skip', async () => {
  const both = new AbortController()
  both.abort()
  await expect(betweenCalls(both.signal, both.signal)).rejects.toBeInstanceOf(Cancelled)
})
