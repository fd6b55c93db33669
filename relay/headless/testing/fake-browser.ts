import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that goes with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-test-'))
  folders.push(folder)
  return folder
}

/** A program in the place of the browser. It notes how it was called, then does what `body` says in JavaScript. */
export function fakeBrowser(body: string) {
  const folder = testFolder()
  const path = join(folder, 'chromium')
  const calls = join(folder, 'calls')
  const note = `require('fs').appendFileSync(${JSON.stringify(calls)}, JSON.stringify(process.argv.slice(2)) + '\\n')`
  writeFileSync(path, `#!${process.execPath}\n${note}\n${body}\n`)
  chmodSync(path, 0o755)
  return {
    path,
    folder,
    /** The arguments of every start so far. */
    calls: (): string[][] => {
      try {
        const lines = readFileSync(calls, 'utf8').trim().split('\n')
        return lines.map((line) => JSON.parse(line) as string[])
      } catch {
        // It was not started yet.
        return []
      }
    },
  }
}

/** Stays until it is ended. */
export const STAY = 'setInterval(() => {}, 1000)'
