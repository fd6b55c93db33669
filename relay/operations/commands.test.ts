import { statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { createKeyring } from '../http/keyring.ts'
import type { Job, JobState } from '../jobs/job.ts'
import { createMemoryJobStore } from '../stores/memory/create-memory-job-store.ts'
import { ROOMY, sampleJob, sampleLease } from '../stores/testing/sample-job.ts'
import { runCommand, type Command, type CommandParts } from './commands.ts'
import { createControlToken, publishControl, readControl, registerControl, type TabRow } from './control.ts'
import { age, asTable } from './table.ts'

const NOW = 1_000_000

function terminal(control: CommandParts['control'] = null) {
  const keys = createKeyring({ file: null, apikey: '', isPublic: false, now: () => NOW, onProblem() {} })
  const printed: string[] = []
  const run = async (command: Command) => {
    const code = await runCommand(command, {
      keys,
      control,
      print: (text) => printed.push(text),
      now: () => NOW,
    })
    return { code, text: printed.at(-1) ?? '' }
  }
  return { run, keys }
}

describe('pair and keys', () => {
  it('make tokens and keys that work, list them without secrets, and revoke them', async () => {
    const { run, keys } = terminal()
    const pair = await run({
      name: 'pair',
      label: 'laptop',
      models: ['sticker'],
      slots: 2,
      expiresInMs: 1000,
    })
    const [token = ''] = pair.text.split('\n')
    expect(await keys.pairings.verify(token)).toMatchObject({
      models: ['sticker'],
      slots: 2,
      expiresAt: NOW + 1000,
    })

    const added = await run({ name: 'keys', action: 'add', label: 'cron', priority: 3 })
    const [key = ''] = added.text.split('\n')
    const id = key.slice(4, 14)
    expect(keys.caller(key)).toEqual({ owner: id, priority: 3 })

    expect(await run({ name: 'keys', action: 'revoke', id })).toEqual({ code: 0, text: `${id} is revoked.` })
    expect(keys.caller(key)).toBeNull()
    expect((await run({ name: 'keys', action: 'revoke', id })).code).toBe(1)

    const { text } = await run({ name: 'keys', action: 'list' })
    expect(text.split('\n')).toEqual([
      'KIND     ID          NAME    AGE  STATE    FOR',
      `key      ${id}  cron    0 s  revoked  priority 3`,
      `pairing  ${token.slice(4, 14)}  laptop  0 s  valid    sticker, 2 at once`,
    ])
  })

  it('say how to begin', async () => {
    expect((await terminal().run({ name: 'keys', action: 'list' })).text).toMatch(
      /^There are no keys\. Make one/,
    )
  })
})

const TAB: TabRow = {
  instance: 'tab-1',
  pairing: '',
  app: 'fooocus-tab 0.1.0',
  state: 'busy',
  models: ['sticker', 'evil\u001b[2J'],
  slots: 1,
  running: ['x'],
  connectedAt: NOW - 130_000,
}

/** A relay with one running job whose routes are open to this machine, and the job. */
async function relay() {
  const store = createMemoryJobStore()
  const job = sampleJob({ createdAt: NOW - 5000 })
  await store.put(job, ROOMY)
  await store.take(job.id, sampleLease())
  const token = createControlToken()
  const app = Fastify()
  onTestFinished(() => app.close())
  const stop = (id: Job['id']) => store.requestStop(id, NOW)
  registerControl(app, { token, tabs: () => [TAB], jobs: { list: store.list, get: store.get, stop } })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return { control: { url, token }, job, store, app }
}

describe('tabs and jobs', () => {
  it('ask the running relay', async () => {
    const { control, job, store } = await relay()
    const { run } = terminal(control)
    expect((await run({ name: 'tabs' })).text.split('\n')).toEqual([
      'TAB    STATE  JOBS  SLOTS  PAIRING  AGE    APP                MODELS',
      'tab-1  busy   1     1      -        2 min  fooocus-tab 0.1.0  sticker, evil?[2J',
    ])
    const list = await run({ name: 'jobs', action: 'list' })
    expect(list.text).toContain(`${job.id}  running  0/0     1        fooocus  anna   sticker  5 s`)
    expect(list.text).not.toContain('apple')
    expect((await run({ name: 'jobs', action: 'show', id: job.id })).text).toContain('running')
    expect((await run({ name: 'jobs', action: 'stop', id: job.id })).code).toBe(0)
    expect(await store.get(job.id)).toMatchObject({ stopRequested: true } satisfies Partial<JobState>)
  })

  it.each(['0'.repeat(32), 'nonsense', '../../health', ''])('do not know the job "%s"', async (id) => {
    const { control } = await relay()
    const answer = await terminal(control).run({ name: 'jobs', action: 'stop', id })
    expect(answer).toEqual({ code: 1, text: 'There is no such job.' })
  })

  it('say that no relay runs', async () => {
    for (const control of [null, { url: 'http://127.0.0.1:9', token: 'x' }]) {
      const answer = await terminal(control).run({ name: 'tabs' })
      expect(answer.code).toBe(1)
      expect(answer.text).toMatch(/^No relay runs on this data folder/)
    }
  })
})

describe('the control routes', () => {
  it('are not there for anyone else', async () => {
    const { control, app, job } = await relay()
    for (const token of [undefined, '', 'wrong', `${control.token}x`]) {
      for (const path of ['/control/tabs', '/control/jobs', `/control/jobs/${job.id}`]) {
        const headers = token === undefined ? {} : { 'x-control-token': token }
        expect((await app.inject({ url: path, headers })).statusCode).toBe(404)
      }
    }
    const headers = { 'x-control-token': control.token }
    expect((await app.inject({ url: '/control/tabs', headers })).statusCode).toBe(200)
    const remoteAddress = '192.168.1.9'
    expect((await app.inject({ url: '/control/tabs', headers, remoteAddress })).statusCode).toBe(404)
  })
})

test('the control file is private, and goes only with its own relay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'data/control-token')
  expect(readControl(path)).toBeNull()
  const [first, second] = ['a', 'b'].map((token) => ({ url: 'http://127.0.0.1:1', token }))
  const withdrawFirst = publishControl(path, first!)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const withdrawSecond = publishControl(path, second!)
  withdrawFirst()
  expect(readControl(path)).toEqual(second)
  withdrawSecond()
  expect(readControl(path)).toBeNull()
  writeFileSync(path, 'broken')
  expect(readControl(path)).toBeNull()
})

test('tables align, and have no spaces at the ends', () => {
  expect(
    asTable(
      ['A', 'LONG'],
      [
        ['wide one', ''],
        ['b', 'c\n'],
      ],
    ),
  ).toBe('A         LONG\nwide one\nb         c?')
})

test.each([
  [-5, '0 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [7_200_000, '2 h'],
  [172_800_000, '2 d'],
])('%d ms are %s', (ms, text) => {
  expect(age(ms)).toBe(text)
})
