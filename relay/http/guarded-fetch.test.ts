import { once } from 'node:events'
import type { LookupFunction, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { createGuardedFetch, type GuardedFetchParts } from './guarded-fetch.ts'
import { serveHttp, serveTcp, type StrangeServer } from './testing/strange-server.ts'

const servers: StrangeServer[] = []
const MAX = { maxBytes: 100_000 }
const strict = createGuardedFetch({ allowPrivate: false })
const strictButHttp = createGuardedFetch({ allowPrivate: false, allowHttp: true })

/** Everything is forbidden but the one address on which the test's own servers listen. */
const local = (more: Partial<GuardedFetchParts> = {}) =>
  createGuardedFetch({ allowPrivate: false, allowAddresses: ['127.0.0.1'], ...more })

const because = (reason: string): unknown => {
  const detail: unknown = expect.objectContaining({ reason })
  return expect.objectContaining({ code: 'invalid_request', detail })
}

/** Sends the head at once and then a byte now and then, for ever. */
const drip = (head: string) => (socket: Socket) => {
  socket.write(head)
  const timer = setInterval(() => socket.write('x'), 20)
  socket.on('close', () => clearInterval(timer))
}

async function started(server: Promise<StrangeServer>): Promise<StrangeServer> {
  servers.push(await server)
  return server
}

/** A server whose connections are counted; the private addresses of the tests lead to it, if anywhere. */
const reached: string[] = []
const secret = serveHttp((request, response) => {
  reached.push(request.url!)
  response.end('secret')
})

afterEach(async () => {
  expect(reached).toEqual([])
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

afterAll(async () => (await secret).close())

describe('addresses that are not on the public internet', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '127.255.255.254',
    '0.0.0.0',
    '0',
    '2130706433',
    '017700000001',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '0300.0250.1.1',
    '127.0.0.1.',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '①②⑦.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '169.254.170.2',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:169.254.169.254]',
    '[::127.0.0.1]',
    '[::ffff:0:127.0.0.1]',
    '[fec0::1]',
    '[5f00::1]',
    '[3fff::1]',
    '[2001:20::1]',
    '[2001:10::1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[100::1]',
    '[2001:db8::1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'ip6-localhost',
  ])('are not reached: %s', async (host) => {
    const { port } = await secret
    const refusals = [because('private_address')]
    // Names that this machine does not know are not reached either.
    if (/^[a-z]/i.test(host)) refusals.push(because('unreachable'))
    for (const protocol of ['http', 'https']) {
      const url = `${protocol}://${host}:${port}/latest/meta-data`
      const got = await strictButHttp.getBytes(url, MAX).catch((error: unknown) => error)
      expect(refusals).toContainEqual(got)
      const posted = await strictButHttp.postJson(url, '{}', {}).catch((error: unknown) => error)
      expect(refusals).toContainEqual(posted)
    }
  })

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:10.0.0.1', '::10.0.0.1', 'fd00::1'])(
    'are not reached through a name that resolves to %s',
    async (address) => {
      const family = address.includes(':') ? 6 : 4
      const lookup: LookupFunction = (_host, options, done) =>
        options.all ? done(null, [{ address, family }]) : done(null, address, family)
      const fetch = createGuardedFetch({ allowPrivate: false, allowHttp: true, lookup })
      const url = `http://pictures.example:${(await secret).port}/a.png`
      await expect(fetch.getBytes(url, MAX)).rejects.toEqual(because('private_address'))
      await expect(fetch.postJson(url, '{}', {})).rejects.toEqual(because('private_address'))
    },
  )

  it('are not reached through a name that has a public address as well', async () => {
    const both = [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    const lookup: LookupFunction = (_host, options, done) =>
      options.all ? done(null, both) : done(null, '127.0.0.1', 4)
    const fetch = createGuardedFetch({ allowPrivate: false, allowHttp: true, lookup })
    await expect(fetch.getBytes(`http://x.example:${(await secret).port}/`, MAX)).rejects.toEqual(
      because('private_address'),
    )
  })

  it('are reached where that is wanted, but never those where clouds keep their keys', async () => {
    const server = await started(serveHttp((_request, response) => response.end('fine')))
    const open = createGuardedFetch({ allowPrivate: true, timeoutMs: 2000 })
    expect(Buffer.from(await open.getBytes(server.base, MAX)).toString()).toBe('fine')
    for (const host of [
      '169.254.169.254',
      '[::ffff:169.254.169.254]',
      '[fd00:ec2::254]',
      '100.100.100.200',
    ]) {
      await expect(open.getBytes(`http://${host}/`, MAX)).rejects.toEqual(because('private_address'))
    }
  })
})

describe('addresses that are refused before anyone is asked', () => {
  it.each([
    ['http://example.com/a.png', 'not_https'],
    ['ftp://example.com/a.png', 'bad_url'],
    ['file:///etc/passwd', 'bad_url'],
    ['data:image/png;base64,AAAA', 'bad_url'],
    ['javascript:alert(1)', 'bad_url'],
    ['//example.com/a.png', 'bad_url'],
    ['https://', 'bad_url'],
    ['https://[::1%25eth0]/', 'bad_url'],
    ['https://user:secret@example.com/', 'credentials'],
    ['https://user@example.com/', 'credentials'],
    ['https://example.com@127.0.0.1/', 'credentials'],
  ])('%s: %s', async (url, reason) => {
    await expect(strict.getBytes(url, MAX)).rejects.toEqual(because(reason))
    await expect(strict.postJson(url, '{}', {})).rejects.toEqual(because(reason))
  })
})

describe('getBytes', () => {
  it('fetches a file, asks for pictures and for nothing compressed, and sends no cookies', async () => {
    let asked: unknown
    const server = await started(
      serveHttp((request, response) => {
        asked = request.headers
        response.end(Buffer.from([1, 2, 3]))
      }),
    )
    expect(await local().getBytes(`${server.base}/a.png`, MAX)).toEqual(Uint8Array.of(1, 2, 3))
    expect(asked).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'close',
      accept: 'image/png, image/jpeg, image/webp',
      'accept-encoding': 'identity',
    })
  })

  it('follows five redirects, relative ones too, and not six', async () => {
    const server = await started(
      serveHttp((request, response) => {
        const left = Number(request.url!.slice(1))
        if (left === 0) return response.end('there')
        response.writeHead([301, 302, 303, 307, 308][left % 5]!, { location: `/${left - 1}` }).end('ignored')
      }),
    )
    expect(await local().getBytes(`${server.base}/5`, MAX)).toHaveLength(5)
    await expect(local().getBytes(`${server.base}/6`, MAX)).rejects.toEqual(because('redirect'))
  })

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'not_https'],
    ['https://169.254.169.254/latest/meta-data/', 'private_address'],
    ['https://127.0.0.2/', 'private_address'],
    ['https://[::ffff:10.0.0.1]/', 'private_address'],
    ['//0x7f000002/', 'not_https'],
    ['file:///etc/passwd', 'bad_url'],
    ['https://user:secret@example.com/', 'credentials'],
    ['http://[', 'bad_url'],
  ])('does not follow a redirect to %s', async (location, reason) => {
    const server = await started(
      serveHttp((_request, response) => response.writeHead(302, { location }).end()),
    )
    await expect(local().getBytes(server.base, MAX)).rejects.toEqual(because(reason))
    if (reason !== 'not_https') return
    await expect(local({ allowHttp: true }).getBytes(server.base, MAX)).rejects.toEqual(
      because('private_address'),
    )
  })

  it('refuses a redirect to nowhere and every status but 2xx', async () => {
    const server = await started(
      serveHttp((request, response) => response.writeHead(Number(request.url!.slice(1))).end('x')),
    )
    await expect(local().getBytes(`${server.base}/302`, MAX)).rejects.toEqual(because('redirect'))
    for (const status of [304, 400, 404, 500]) {
      const error = await local()
        .getBytes(`${server.base}/${status}`, MAX)
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ detail: { reason: 'status', status } })
    }
  })

  it('refuses compressed answers without unpacking them', async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000))
    const server = await started(
      serveHttp((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)),
    )
    await expect(local().getBytes(server.base, MAX)).rejects.toEqual(because('encoding'))
  })

  it('refuses a file that says it is too large, and one that turns out to be', async () => {
    let closed: Promise<unknown> | undefined
    const server = await started(
      serveHttp((request, response) => {
        if (request.url === '/says') return response.writeHead(200, { 'content-length': 100_001 }).end('x')
        closed = once(response, 'close')
        const more = () => {
          while (response.write(Buffer.alloc(10_000)));
        }
        response.on('drain', more)
        more()
      }),
    )
    await expect(local().getBytes(`${server.base}/says`, MAX)).rejects.toEqual(because('too_large'))
    await expect(local().getBytes(`${server.base}/endless`, MAX)).rejects.toEqual(because('too_large'))
    await closed
  })

  it('waits no longer than it may, for the head as for the body', async () => {
    const silent = await started(serveTcp(() => {}))
    const inHead = await started(serveTcp(drip('HTTP/1.1 200 OK\r\nx-slow: ')))
    const inBody = await started(serveTcp(drip('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n')))
    for (const { base } of [silent, inHead, inBody]) {
      await expect(local({ timeoutMs: 150 }).getBytes(base, MAX)).rejects.toEqual(because('timeout'))
    }
  })

  it('tells what was cut, garbled or never there from everything else', async () => {
    const answers = [
      'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort',
      'SSH-2.0-OpenSSH_9.2\r\n',
      '',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    ]
    for (const answer of answers) {
      const server = await started(serveTcp((socket) => socket.on('data', () => socket.end(answer))))
      await expect(local().getBytes(server.base, MAX)).rejects.toEqual(because('unreachable'))
    }
    const gone = await serveTcp(() => {})
    await gone.close()
    await expect(local().getBytes(gone.base, MAX)).rejects.toEqual(because('unreachable'))
    // A certificate is asked for where there is none.
    const plain = await started(serveHttp((_request, response) => response.end('x')))
    await expect(local().getBytes(plain.base.replace('http', 'https'), MAX)).rejects.toEqual(
      because('unreachable'),
    )
  })

  it('ends when it is told to', async () => {
    const server = await started(serveTcp(() => {}))
    const controller = new AbortController()
    const fetching = local().getBytes(server.base, { ...MAX, signal: controller.signal })
    setTimeout(() => controller.abort(), 20)
    await expect(fetching).rejects.toBeInstanceOf(Cancelled)
    await expect(local().getBytes(server.base, { ...MAX, signal: controller.signal })).rejects.toBeInstanceOf(
      Cancelled,
    )
  })
})

describe('postJson', () => {
  it('sends the text byte for byte with the headers given, and tells the status', async () => {
    let came: unknown
    const server = await started(
      serveHttp((request, response) => {
        const pieces: Buffer[] = []
        request.on('data', (piece: Buffer) => pieces.push(piece))
        request.on('end', () => {
          const { 'content-type': type, 'content-length': length, 'webhook-id': id } = request.headers
          came = { method: request.method, type, length, id, body: Buffer.concat(pieces).toString() }
          response.writeHead(204).end()
        })
      }),
    )
    const answer = await local().postJson(server.base, '{"a":"ü"}', { 'webhook-id': 'msg_1' })
    expect(answer).toEqual({ status: 204, retryAfterMs: null })
    expect(came).toEqual({
      method: 'POST',
      type: 'application/json',
      length: '10',
      id: 'msg_1',
      body: '{"a":"ü"}',
    })
  })

  it.each([302, 307, 400, 410, 500])(
    'takes %i for an answer like any other and follows nothing',
    async (status) => {
      let requests = 0
      const server = await started(
        serveHttp((_request, response) => {
          requests++
          response.writeHead(status, { location: '/elsewhere', 'retry-after': '120' }).end('words')
        }),
      )
      expect(await local().postJson(server.base, '{}', {})).toEqual({ status, retryAfterMs: 120_000 })
      expect(requests).toBe(1)
    },
  )

  it('reads no more than a little of an endless or compressed answer', async () => {
    let sent = 0
    let closed: Promise<unknown> | undefined
    const server = await started(
      serveHttp((_request, response) => {
        closed = once(response, 'close')
        response.writeHead(200, { 'content-encoding': 'gzip' })
        const more = () => {
          do sent += 16_384
          while (response.write(Buffer.alloc(16_384)))
        }
        response.on('drain', more)
        more()
      }),
    )
    expect(await local().postJson(server.base, '{}', {})).toMatchObject({ status: 200 })
    await closed
    // What was under way in the buffers of both ends comes on top.
    expect(sent).toBeLessThan(20_000_000)
  })

  it('gives up on a receiver that never answers, and believes one whose body never ends', async () => {
    const inHead = await started(serveTcp(drip('HTTP/1.1 200 OK\r\nx-slow: ')))
    const inBody = await started(serveTcp(drip('HTTP/1.1 202 OK\r\ncontent-length: 99999\r\n\r\n')))
    const hasty = local({ timeoutMs: 150 })
    await expect(hasty.postJson(inHead.base, '{}', {})).rejects.toEqual(because('timeout'))
    expect(await hasty.postJson(inBody.base, '{}', {})).toEqual({ status: 202, retryAfterMs: null })
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 20)
    await expect(
      local().postJson(inHead.base, '{}', {}, { signal: controller.signal }),
    ).rejects.toBeInstanceOf(Cancelled)
  })
})
