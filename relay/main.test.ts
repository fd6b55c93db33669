import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { ask } from './testing/ask.ts'

const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

test('says where it is and answers there', async () => {
  const relay = start(['--port', '0', '--memory-only'])
  const address = await relay.address
  expect((await ask(`${address}/health`)).status).toBe(200)
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly, kept connections or not', async (signal) => {
  const relay = start(['--port', '0', '--memory-only'])
  const address = await relay.address
  // fetch keeps its connection open for the next request.
  expect((await fetch(`${address}/health`)).status).toBe(200)
  relay.child.kill(signal)
  expect(await relay.end).toEqual({ code: 0, errors: '' })
})

test('says in one sentence that the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, errors } = await start(['--port', String(port), '--memory-only']).end
  other.close()
  expect(code).toBe(1)
  expect(errors.trim()).toBe(
    `Port ${port} is taken by another program. Stop it, or choose another with --port <number>.`,
  )
})

test.each([
  ['EEXIST', import.meta.filename],
  ['ENOTDIR', join(import.meta.filename, 'below')],
])('says in one sentence that the data folder is a file (%s)', async (reason, folder) => {
  const { code, errors } = await start(['--port', '0', '--data-path', folder]).end
  expect(code).toBe(1)
  expect(errors.trim()).toBe(
    `${folder} cannot be used as a folder for data (${reason}). Choose another with --data-path <folder>.`,
  )
})

test('says in one sentence that another relay has the data folder, and ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-'))
  onTestFinished(() => rmSync(folder, { recursive: true, maxRetries: 5 }))
  const first = start(['--port', '0', '--data-path', folder])
  const address = await first.address
  const { code, errors } = await start(['--port', '0', '--data-path', folder]).end
  expect(code).toBe(1)
  expect(errors).toMatch(/^the job database cannot be used .* Choose another folder with --data-path .*\n$/)
  expect((await ask(`${address}/ready`)).status).toBe(200)
  first.child.kill('SIGTERM')
  expect((await first.end).code).toBe(0)
})

test('says in one sentence what is wrong with the command line', async () => {
  const { code, errors } = await start(['--listen', '0.0.0.0']).end
  expect(code).toBe(1)
  expect(errors).toMatch(/^Listening on 0\.0\.0\.0 opens this server to other machines.*\n$/)
})

function start(args: readonly string[]) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('FOOOCUS_TAB_')),
  )
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), ...args], {
    env,
  })
  running.push(child)
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  const address = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk) => {
      const found = /http:\/\/\S+/.exec(String(chunk))
      if (found) resolve(found[0])
    })
  })
  const end = once(child, 'close').then(([code]) => ({ code: code as number | null, errors }))
  return { child, address, end }
}
