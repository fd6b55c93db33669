import { describe, expect, test } from 'vitest'
import { isLoopback, readConfig } from './config.ts'

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
