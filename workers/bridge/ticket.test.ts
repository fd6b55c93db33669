import { describe, expect, it } from 'vitest'
import { requestTicket } from './ticket.ts'

const ask = (answer: Response | Error, token = '') => {
  const asked: { url: string; init: RequestInit }[] = []
  const fetch = (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  const { signal } = new AbortController()
  const result = requestTicket({ fetch, relayUrl: 'http://127.0.0.1:7866/tab/', token, signal })
  return { result, asked }
}

describe('requestTicket', () => {
  it('asks with the token where there is one, and without where there is none', async () => {
    const answer = () => Response.json({ ticket: 't', expires_in: 30, ws_url: 'ws://127.0.0.1:7866/worker' })
    const { result, asked } = ask(answer(), 'prt_a_b')
    expect(await result).toEqual({ kind: 'ticket', ticket: 't', socketUrl: 'ws://127.0.0.1:7866/worker' })
    expect(asked[0]).toMatchObject({
      url: 'http://127.0.0.1:7866/tab/worker/ticket',
      init: { method: 'POST', headers: { authorization: 'Bearer prt_a_b' } },
    })
    expect(ask(answer()).asked[0]!.init.headers).toEqual({})
  })

  it('takes a socket address that is a path, or of the wrong scheme', async () => {
    const socketOf = async (url: string) => {
      const answer = await ask(Response.json({ ticket: 't', ws_url: url })).result
      return answer.kind === 'ticket' ? answer.socketUrl : answer.reason
    }
    expect(await socketOf('/worker/socket')).toBe('ws://127.0.0.1:7866/worker/socket')
    expect(await socketOf('https://relay.example/x')).toBe('wss://relay.example/x')
    expect(await socketOf('ftp://relay.example/x')).toBe('not_accepted')
    expect(await socketOf('http://')).toBe('not_accepted')
  })

  it.each([
    [401, 'unauthorized', false],
    [403, 'forbidden', false],
    [404, 'not_accepted', false],
    [429, 'not_accepted', true],
    [503, 'not_accepted', true],
  ])('says of %i that it is %s', async (status, reason, retry) => {
    const { result } = ask(Response.json({ detail: 'because' }, { status }))
    expect(await result).toMatchObject({ kind: 'failed', reason, retry, message: 'because' })
  })

  it('hands on how long a busy relay wants to be left alone', async () => {
    const { result } = ask(new Response('', { status: 429, headers: { 'retry-after': '7' } }))
    expect(await result).toMatchObject({ retry: true, retryMs: 7000 })
  })

  it('takes a silent network and a page of HTML for what they are', async () => {
    expect(await ask(new TypeError('no route')).result).toMatchObject({ reason: 'unreachable', retry: true })
    expect(await ask(new Response('<!doctype html>')).result).toMatchObject({
      reason: 'not_accepted',
      retry: false,
    })
  })
})
