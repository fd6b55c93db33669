import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isLoopback, readConfig, readInvocation } from './config.ts'
import { createKeyring } from './http/keyring.ts'
import { temporaryFolder } from './http/testing/temporary-folder.ts'

describe('readConfig', () => {
  test('listens on this machine at 7866 unless told otherwise', () => {
    expect(readConfig([], {})).toMatchObject({ host: '127.0.0.1', port: 7866, apikey: '' })
  })

  test('takes flags over the environment', () => {
    const env = { FOOOCUS_TAB_PORT: '8000', FOOOCUS_TAB_LISTEN: '::1', FOOOCUS_TAB_APIKEY: 'from env' }
    expect(readConfig([], env)).toMatchObject({ host: '::1', port: 8000, apikey: 'from env' })
    expect(readConfig(['--port', '9000', '--listen=localhost', '--apikey', 'k'], env)).toMatchObject({
      host: 'localhost',
      port: 9000,
      apikey: 'k',
    })
  })

  test('reads an empty variable as none', () => {
    expect(readConfig([], { FOOOCUS_TAB_PORT: '', FOOOCUS_TAB_LISTEN: '' })).toMatchObject({
      host: '127.0.0.1',
      port: 7866,
    })
  })

  test.each([[['--listen', '--apikey', 'k']], [['--apikey', 'k', '--listen']]])(
    'a bare --listen means every address: %j',
    (args) => {
      expect(readConfig(args, {})).toMatchObject({ host: '0.0.0.0', apikey: 'k' })
    },
  )

  test.each([[['--listen']], [['--listen', '0.0.0.0']], [['--listen', '192.168.1.5']], [['--listen', '::']]])(
    'refuses to open itself to other machines without a key: %j',
    (args) => {
      expect(() => readConfig(args, {})).toThrow(/needs a key: add --apikey/)
    },
  )

  test.each(['-1', '65536', '80a', '', ' 80', '1e3'])('refuses the port "%s"', (port) => {
    expect(() => readConfig([`--port=${port}`], {})).toThrow(/A port is a number from 0 to 65535/)
  })

  test.each([[['--prot', '80']], [['extra']], [['--port']]])(
    'names the known flags when it meets %j',
    (args) => {
      expect(() => readConfig(args, {})).toThrow(/Known flags: --port/)
    },
  )
})

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['127.0.0.1.example.org', false],
  ['10.0.0.1', false],
])('isLoopback(%s) is %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describe('settings', () => {
  test('are what most people want when nothing is said', () => {
    const dataPath = resolve('fooocus-tab-data')
    expect(readConfig([], {})).toMatchObject({
      baseUrl: null,
      webhook: { url: '', legacyEncoding: false, secrets: [] },
      preset: null,
      compat: 'clone',
      dataPath,
      outputPath: join(dataPath, 'outputs'),
      keyFile: join(dataPath, 'keys.json'),
      controlFile: join(dataPath, 'control-token'),
      redis: null,
      durability: 'normal',
      memoryOnly: false,
      headlessTab: false,
      urlInputs: true,
      allowPrivateUrls: false,
      allowOrigins: [],
      allowHosts: [],
      queue: { waiting: 1000, waitingPerOwner: 200 },
      rateLimit: null,
      noTabWaitMs: 60_000,
      diskBudgetBytes: null,
      keepMs: null,
      logLevel: 'info',
      logFormat: 'text',
      trustProxy: false,
    })
  })

  test.each<[string, unknown]>([
    ['--base-url=relay.example', { baseUrl: 'http://relay.example:7866' }],
    ['--base-url=relay.example:80', { baseUrl: 'http://relay.example' }],
    ['--base-url=relay.example:8080/', { baseUrl: 'http://relay.example:8080' }],
    ['--base-url=[::1]', { baseUrl: 'http://[::1]:7866' }],
    ['--base-url=https://relay.example', { baseUrl: 'https://relay.example' }],
    ['--base-url=https://relay.example/fooocus///', { baseUrl: 'https://relay.example/fooocus' }],
    ['--webhook-url=https://a.example/x', { webhook: { url: 'https://a.example/x' } }],
    ['--webhook-legacy-encoding', { webhook: { legacyEncoding: true } }],
    [`--webhook-secret=${SECRET}`, { webhook: { secrets: [SECRET] } }],
    ['--preset=playground_v2.5', { preset: 'playground_v2.5' }],
    ['--compat=reference', { compat: 'reference' }],
    ['--data-path=/srv/tab', { dataPath: '/srv/tab', outputPath: '/srv/tab/outputs' }],
    ['--output-path=/srv/out', { outputPath: '/srv/out' }],
    ['--redis=redis://:pw@host:6379/2', { redis: 'redis://:pw@host:6379/2' }],
    ['--durability=full', { durability: 'full' }],
    ['--memory-only', { memoryOnly: true, keyFile: null, controlFile: null }],
    ['--headless-tab', { headlessTab: true }],
    ['--no-url-inputs', { urlInputs: false }],
    ['--allow-private-urls', { allowPrivateUrls: true }],
    ['--allow-origin=https://App.example/', { allowOrigins: ['https://app.example'] }],
    ['--allow-host=Relay.Example', { allowHosts: ['relay.example'] }],
    ['--allow-host=fe80::1', { allowHosts: ['fe80::1'] }],
    ['--queue-limit=5', { queue: { waiting: 5 } }],
    ['--queue-limit-per-key=2', { queue: { waitingPerOwner: 2 } }],
    ['--rate-limit=30', { rateLimit: 30 }],
    ['--no-tab-wait=0', { noTabWaitMs: 0 }],
    ['--disk-budget=1.5', { diskBudgetBytes: 1.5e9 }],
    ['--keep-days=0.5', { keepMs: 43_200_000 }],
    ['--log-level=debug', { logLevel: 'debug' }],
    ['--log-format=json', { logFormat: 'json' }],
    ['--trust-proxy', { trustProxy: true }],
  ])('%s is the same in the environment', (flag, expected) => {
    const [name = '', value = '1'] = flag.slice(2).split(/=(.*)/s)
    const variable = `FOOOCUS_TAB_${name.toUpperCase().replaceAll('-', '_')}`
    // Those that let other machines in need a key.
    expect(readConfig([flag, '--apikey=k'], {})).toMatchObject(expected as object)
    expect(readConfig(['--apikey=k'], { [variable]: value })).toMatchObject(expected as object)
  })

  test.each([
    ['--base-url=https://relay.example'],
    ['--trust-proxy'],
    ['--listen=0.0.0.0'],
    ['--listen=192.168.1.5'],
  ])('%s needs a key', (flag) => {
    expect(() => readConfig([flag], {})).toThrow(/needs a key/)
    expect(readConfig([flag, '--apikey=k'], {}).apikey).toBe('k')
  })

  test('a headless tab cannot pair itself behind a proxy', () => {
    expect(() => readConfig(['--headless-tab', '--trust-proxy', '--apikey=k'], {})).toThrow(/pairs itself/)
    expect(readConfig(['--headless-tab', '--listen', '--apikey=k'], {}).headlessTab).toBe(true)
  })

  test('that may be repeated are kept in order, with commas between them in the environment', () => {
    const twice = ['--allow-host', 'a.example', '--allow-host', 'b.example']
    expect(readConfig(twice, {}).allowHosts).toEqual(['a.example', 'b.example'])
    const env = { FOOOCUS_TAB_ALLOW_ORIGIN: 'https://a.example, https://b.example' }
    expect(readConfig([], env).allowOrigins).toEqual(['https://a.example', 'https://b.example'])
    expect(readConfig(['--allow-origin', 'https://c.example'], env).allowOrigins).toEqual([
      'https://c.example',
    ])
  })

  test("FooocusAPI's API_PORT is the port, and --port wins", () => {
    expect(readConfig([], { API_PORT: '8000' }).port).toBe(8000)
    expect(readConfig(['--port', '9000'], { API_PORT: '8000' }).port).toBe(9000)
  })

  test.each([
    ['--base-url=ftp://a.example', /^--base-url is a host/],
    ['--base-url=https://a.example/?x=1', /^--base-url is a host/],
    ['--base-url=https://user:pw@a.example', /^--base-url is a host/],
    ['--base-url=a b', /^--base-url is a host/],
    ['--webhook-url=a.example', /^--webhook-url is an address that begins with https:/],
    ['--webhook-url=file:///etc/passwd', /^--webhook-url is an address/],
    ['--webhook-secret=hunter2', /^--webhook-secret is "whsec_"/],
    ['--preset=../x', /^--preset is one of initial, anime/],
    ['--compat=old', /^--compat is one of clone, reference, not "old"/],
    ['--redis=http://a', /^--redis is an address that begins with redis:/],
    ['--durability=maybe', /^--durability is one of/],
    ['--allow-origin=*', /^--allow-origin is a scheme/],
    ['--allow-origin=null', /^--allow-origin is a scheme/],
    ['--allow-origin=https://a.example/path', /^--allow-origin is a scheme/],
    ['--allow-host=a.example:80', /^--allow-host is a name without a port/],
    ['--allow-host=*', /^--allow-host is a name/],
    ['--queue-limit=0', /^--queue-limit is a number from 1 to/],
    ['--rate-limit=ten', /^--rate-limit is a number/],
    ['--no-tab-wait=-1', /^--no-tab-wait is a number from 0 to 86400/],
    ['--disk-budget=0', /^--disk-budget is a number above 0/],
    ['--keep-days=1e3', /^--keep-days is a number above 0/],
    ['--log-level=loud', /^--log-level is one of trace, debug/],
    ['--log-format=xml', /^--log-format is one of json, text/],
    ['--headless-tab=1', /does not take an argument/],
  ])('%s is answered with one sentence', (flag, sentence) => {
    expect(() => readConfig([flag], {})).toThrow(sentence)
  })

  test('that exclude or lack something are answered with one sentence', () => {
    expect(() => readConfig(['--memory-only', '--redis=redis://a'], {})).toThrow(/exclude each other/)
    expect(() => readConfig(['--port=0', '--base-url=a.example'], {})).toThrow(/the port is not known/)
    expect(() => readConfig([], { FOOOCUS_TAB_HEADLESS_TAB: 'maybe' })).toThrow(
      'FOOOCUS_TAB_HEADLESS_TAB is 1 or 0, not "maybe".',
    )
    expect(readConfig([], { FOOOCUS_TAB_HEADLESS_TAB: 'no' }).headlessTab).toBe(false)
  })

  test('with passwords in them are not repeated', () => {
    for (const flag of [
      '--redis=http://u:hunter2@a',
      '--webhook-url=x://hunter2',
      '--webhook-secret=hunter2',
    ]) {
      expect(() => readConfig([flag], {})).toThrow(expect.not.stringContaining('hunter2') as Error)
    }
  })
})

test('a key in the key file opens the relay to other machines, until it is revoked', () => {
  const dataPath = temporaryFolder()
  const keyring = createKeyring({
    file: join(dataPath, 'keys.json'),
    apikey: '',
    isPublic: false,
    now: Date.now,
    onProblem() {},
  })
  const args = ['--listen', '--data-path', dataPath]
  expect(() => readConfig(args, {})).toThrow(/needs a key/)
  const key = keyring.addKey('first')
  expect(readConfig(args, {}).host).toBe('0.0.0.0')
  expect(() => readConfig([...args, '--memory-only'], {})).toThrow(/needs a key/)
  keyring.revoke(key.slice(4, 14))
  expect(() => readConfig(args, {})).toThrow(/needs a key/)
  keyring.close()
})

describe('a command line', () => {
  test('without a command serves', () => {
    expect(readInvocation(['--port', '8000'], {})).toMatchObject({ kind: 'serve', config: { port: 8000 } })
  })

  test.each([[['--help']], [['pair', '-h']], [['--port', '80', '--help']]])(
    '%j explains everything',
    (args) => {
      const invocation = readInvocation(args, {})
      const text = invocation.kind === 'help' ? invocation.text : ''
      expect(text).toContain('--listen [address]')
      expect(text).toContain('keys revoke <id>')
      for (const line of text.split('\n')) expect(line.length).toBeLessThan(130)
    },
  )

  test.each<[string, unknown]>([
    ['pair', { name: 'pair', label: '', models: null, slots: 1, expiresInMs: null }],
    [
      'pair --name laptop --models sticker,sd-turbo --slots 2 --expires 7',
      {
        name: 'pair',
        label: 'laptop',
        models: ['sticker', 'sd-turbo'],
        slots: 2,
        expiresInMs: 604_800_000,
      },
    ],
    ['keys list', { name: 'keys', action: 'list' }],
    ['keys add --name cron --priority 5', { name: 'keys', action: 'add', label: 'cron', priority: 5 }],
    ['keys revoke 0123456789', { name: 'keys', action: 'revoke', id: '0123456789' }],
    ['keys revoke frk_0123456789_secret', { name: 'keys', action: 'revoke', id: '0123456789' }],
    ['tabs', { name: 'tabs' }],
    ['jobs', { name: 'jobs', action: 'list' }],
    ['jobs list', { name: 'jobs', action: 'list' }],
    ['jobs show abc', { name: 'jobs', action: 'show', id: 'abc' }],
    ['jobs stop abc', { name: 'jobs', action: 'stop', id: 'abc' }],
  ])('"%s" is a command', (line, command) => {
    expect(readInvocation(line.split(' '), {})).toEqual({
      kind: 'command',
      command,
      keyFile: resolve('fooocus-tab-data/keys.json'),
      controlFile: resolve('fooocus-tab-data/control-token'),
    })
  })

  test('names the data folder of its command', () => {
    expect(readInvocation(['tabs', '--data-path', '/a'], { FOOOCUS_TAB_DATA_PATH: '/b' })).toMatchObject({
      keyFile: '/a/keys.json',
    })
    expect(readInvocation(['tabs'], { FOOOCUS_TAB_DATA_PATH: '/b' })).toMatchObject({
      controlFile: '/b/control-token',
    })
  })

  test.each([
    ['keys', /"keys" is no command\. Usage: keys list/],
    ['keys revoke', /Usage: keys list/],
    ['keys add extra', /"keys add extra" is no command/],
    ['keys list --slots 2', /Unknown option '--slots'\. Usage: keys/],
    ['jobs stop', /"jobs stop" is no command\. Usage: jobs/],
    ['jobs stop a b', /is no command/],
    ['tabs all', /"tabs all" is no command\. Usage: tabs/],
    ['pair --slots 0', /^--slots is a number from 1 to 16/],
    ['pair --expires never', /^--expires is a number above 0/],
    ['pair --models a,,b', /^--models is a list/],
    [`pair --name ${'x'.repeat(101)}`, /^--name is a text/],
    ['pair extra', /"pair extra" is no command/],
  ])('"%s" is answered with the usage', (line, sentence) => {
    expect(() => readInvocation(line.split(' '), {})).toThrow(sentence)
  })
})
