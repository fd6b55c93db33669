import { describe, expect, it, test } from 'vitest'
import { createOrigins, listOrigins, type OriginRules } from './origins.ts'

const rules = (parts: Partial<OriginRules> = {}): OriginRules => ({
  listenHost: '127.0.0.1',
  baseUrl: null,
  allowHosts: [],
  allowOrigins: [],
  isKeyed: () => false,
  ...parts,
})

test.each<[string | undefined, boolean]>([
  ['127.0.0.1:7866', true],
  ['127.0.0.1', true],
  ['127.8.9.1:7866', true],
  ['localhost:7866', true],
  ['LOCALHOST:7866', true],
  ['localhost.:7866', true],
  ['[::1]:7866', true],
  ['relay.example', true],
  ['relay.example:443', true],
  ['extra.example:7866', true],
  ['evil.com', false],
  ['evil.com:7866', false],
  ['127.0.0.1.evil.com', false],
  ['localhost.evil.com:7866', false],
  ['evil.com#localhost', false],
  ['evil.com\\@localhost', false],
  ['user@localhost', false],
  ['localhost:7866:80', false],
  ['localhost:', false],
  ['192.168.1.5:7866', false],
  ['0.0.0.0:7866', false],
  ['', false],
  [undefined, false],
])('a relay on this machine answers to %j: %s', (host, expected) => {
  const origins = createOrigins(
    rules({ baseUrl: 'https://relay.example/fooocus', allowHosts: ['extra.example'] }),
  )
  expect(origins.allowsHost(host)).toBe(expected)
})

test.each([
  ['192.168.1.5:7866', true],
  ['[fe80::1]:7866', true],
  ['evil.com:7866', false],
  ['1.2.3.4.evil.com:7866', false],
])('a relay on every address answers to %j: %s', (host, expected) => {
  expect(createOrigins(rules({ listenHost: '0.0.0.0' })).allowsHost(host)).toBe(expected)
})

describe('without keys', () => {
  const origins = createOrigins(rules({ allowOrigins: ['https://app.example'], allowHosts: ['relay.lan'] }))

  it.each<[string | undefined, boolean]>([
    ['http://127.0.0.1:7866', true],
    ['http://localhost:7866', true],
    ['http://[::1]:7866', true],
    ['http://relay.lan:7866', true],
    ['https://app.example', true],
    ['https://app.example:8443', false],
    ['http://app.example', false],
    ['https://app.example.evil.com', false],
    ['https://evil-app.example', false],
    ['https://APP.example', false],
    ['https://app.example/', false],
    ['https://аpp.example', false],
    ['http://localhost:3000', false],
    ['http://127.0.0.1', false],
    ['https://evil.com', false],
    ['http://evil.com:7866', false],
    ['http://93.184.216.34:7866', false],
    ['null', false],
    ['', false],
    ['file://', false],
    ['chrome-extension://abcdef', false],
    [undefined, false],
  ])('%j may use the API: %s', (origin, expected) => {
    expect(origins.mayUse(origin, '127.0.0.1:7866')).toBe(expected)
  })
})

describe('with keys', () => {
  const origins = createOrigins(rules({ listenHost: '0.0.0.0', isKeyed: () => true }))

  it('any page may use the API, since it has no key', () => {
    for (const origin of ['https://evil.com', 'null', 'http://127.0.0.1:7866']) {
      expect(origins.mayUse(origin, '192.168.1.5:7866')).toBe(true)
    }
    expect(origins.mayUse(undefined, '192.168.1.5:7866')).toBe(false)
  })

  it('trusts the address that was asked, and no other address', () => {
    expect(origins.isTrusted('http://192.168.1.5:7866', '192.168.1.5:7866')).toBe(true)
    expect(origins.isTrusted('http://93.184.216.34:7866', '192.168.1.5:7866')).toBe(false)
    expect(origins.isTrusted('null', '192.168.1.5:7866')).toBe(false)
  })
})

test("a proxy's own port needs none", () => {
  const origins = createOrigins(rules({ baseUrl: 'https://relay.example' }))
  expect(origins.isTrusted('https://relay.example', 'relay.example')).toBe(true)
  expect(origins.isTrusted('https://relay.example', 'relay.example:443')).toBe(true)
  expect(origins.isTrusted('https://relay.example:8443', 'relay.example')).toBe(false)
})

test('the lists for sockets say the same', () => {
  const all = rules({
    listenHost: '0.0.0.0',
    baseUrl: 'https://relay.example',
    allowOrigins: ['https://app.example'],
  })
  const { hosts, ownOrigins, otherOrigins } = listOrigins(all, 7866, ['192.168.1.5', 'fe80::1'])
  const origins = createOrigins(all)
  expect(hosts).toEqual(
    expect.arrayContaining(['127.0.0.1:7866', '[::1]:7866', '[fe80::1]:7866', 'relay.example']),
  )
  expect(hosts.filter((host) => !origins.allowsHost(host))).toEqual([])
  expect(ownOrigins).toEqual(expect.arrayContaining(['http://192.168.1.5:7866', 'https://relay.example']))
  expect(otherOrigins).toEqual(['https://app.example'])
  expect(listOrigins(rules(), 7866, ['192.168.1.5']).hosts).toEqual([
    '127.0.0.1:7866',
    'localhost:7866',
    '[::1]:7866',
  ])
})
