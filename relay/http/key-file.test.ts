import { execFile } from 'node:child_process'
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { changeKeyFile, keyFileVersion, NO_KEYS, readKeyFile, type KeyRecord } from './key-file.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const key = (id: string): KeyRecord => ({
  id,
  name: 'n',
  sha256: 'a'.repeat(64),
  priority: 0,
  createdAt: 1,
  revokedAt: null,
})

test('a missing file holds no keys', () => {
  const file = join(temporaryFolder(), 'keys.json')
  expect(readKeyFile(file)).toEqual(NO_KEYS)
  expect(keyFileVersion(file)).toBe('')
})

test('changes are kept, private, and leave nothing else behind', () => {
  const folder = join(temporaryFolder(), 'made/on/the/way')
  const file = join(folder, 'keys.json')
  changeKeyFile(file, (old) => ({ ...old, keys: [...old.keys, key('0123456789')] }))
  const before = keyFileVersion(file)
  changeKeyFile(file, (old) => ({ ...old, keys: [...old.keys, key('abcdef0123')] }))
  expect(readKeyFile(file).keys.map(({ id }) => id)).toEqual(['0123456789', 'abcdef0123'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['keys.json'])
  expect(keyFileVersion(file)).not.toBe(before)
})

test('a change that fails leaves the file as it was, and the next one is free', () => {
  const file = join(temporaryFolder(), 'keys.json')
  changeKeyFile(file, (old) => ({ ...old, keys: [key('0123456789')] }))
  const fail = () => {
    throw new Error('no')
  }
  expect(() => changeKeyFile(file, fail)).toThrow('no')
  expect(readKeyFile(file).keys).toHaveLength(1)
  changeKeyFile(file, () => NO_KEYS)
  expect(readKeyFile(file)).toEqual(NO_KEYS)
})

test.each([
  '',
  '{',
  '[]',
  '{"version":2,"keys":[],"pairings":[]}',
  '{"version":1,"keys":[{}],"pairings":[]}',
])('a broken file is an error, never an open door: %s', (text) => {
  const file = join(temporaryFolder(), 'keys.json')
  writeFileSync(file, text)
  expect(() => readKeyFile(file)).toThrow(expect.objectContaining({ code: 'storage_unavailable' }))
})

test('the lock of a program that died is taken over', () => {
  const file = join(temporaryFolder(), 'keys.json')
  writeFileSync(`${file}.lock`, '')
  const longAgo = Date.now() / 1000 - 60
  utimesSync(`${file}.lock`, longAgo, longAgo)
  changeKeyFile(file, (old) => ({ ...old, keys: [key('0123456789')] }))
  expect(readKeyFile(file).keys).toHaveLength(1)
})

test('programs that add keys at the same time lose none', async () => {
  const file = join(temporaryFolder(), 'keys.json')
  const script = `
    import { createKeyring } from ${JSON.stringify(new URL('keyring.ts', import.meta.url).href)}
    const ring = createKeyring({ file: process.argv[1], apikey: '', isPublic: false, now: Date.now, onProblem() {} })
    for (let i = 0; i < 10; i++) ring.addKey('k')
    ring.close()`
  const run = () =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, file])
  await Promise.all([run(), run(), run()])
  expect(readKeyFile(file).keys).toHaveLength(30)
})
