import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDiskBudget } from './disk-budget.ts'
import { makeFolder } from './testing/temporary-folder.ts'

const HOUR = 3_600_000
const now = Date.now()

let folder: ReturnType<typeof makeFolder>
let gone: string[]

beforeEach(() => {
  folder = makeFolder()
  gone = []
})

afterEach(() => folder.remove())

/** A picture of 100 bytes. */
function put(file: string, ageHours: number): void {
  const path = join(folder.path, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, Buffer.alloc(100))
  const at = (now - ageHours * HOUR) / 1000
  utimesSync(path, at, at)
}

function budget(maxBytes: number | null, maxAgeMs: number | null, inUse: readonly string[] = []) {
  return createDiskBudget({
    outputs: folder.path,
    maxBytes,
    maxAgeMs,
    now: () => now,
    hasEnded: (file) => !inUse.includes(file),
    onRemove: (files) => void gone.push(...files),
  })
}

describe('createDiskBudget', () => {
  it('removes the oldest pictures until the rest fits, and the folders they leave empty', async () => {
    put('d1/a.png', 5)
    put('d2/deep/b.webp', 4)
    put('d2/c.jpg', 3)
    put('d3/d.png', 2)
    expect(await budget(200, null).trim()).toEqual({ removed: 2, freedBytes: 200, usedBytes: 200 })
    expect(gone).toEqual(['d1/a.png', 'd2/deep/b.webp'])
    expect(readdirSync(folder.path, { recursive: true }).sort()).toEqual(['d2', 'd2/c.jpg', 'd3', 'd3/d.png'])
  })

  it('never removes a picture younger than an hour, however full the disk is', async () => {
    put('d/old.png', 1.01)
    put('d/young.png', 0.99)
    put('d/new.png', 0)
    expect(await budget(1, 1).trim()).toEqual({ removed: 1, freedBytes: 100, usedBytes: 200 })
    expect(gone).toEqual(['d/old.png'])
  })

  it('removes what is too old even where there is room', async () => {
    put('d/old.png', 50)
    put('d/good.png', 40)
    await budget(null, 45 * HOUR).trim()
    expect(gone).toEqual(['d/old.png'])
  })

  it('passes over pictures of jobs that have not ended', async () => {
    put('d/a.png', 5)
    put('d/b.png', 4)
    expect(await budget(100, null, ['d/a.png']).trim()).toMatchObject({ usedBytes: 100 })
    expect(gone).toEqual(['d/b.png'])
  })

  it('tells nobody when there is nothing to tell', async () => {
    put('d/a.png', 5)
    expect(await budget(null, null).trim()).toEqual({ removed: 0, freedBytes: 0, usedBytes: 100 })
    expect(await budget(100, 6 * HOUR).trim()).toMatchObject({ removed: 0 })
    expect(gone).toEqual([])
  })

  it('neither counts nor touches links, other files and the temporary folder', async () => {
    const elsewhere = makeFolder()
    writeFileSync(join(elsewhere.path, 'x.png'), Buffer.alloc(100))
    for (const file of ['d/a.png', 'd/notes.txt', '.tmp/b.png', '.hidden/c.png']) put(file, 99)
    symlinkSync(elsewhere.path, join(folder.path, 'linked'))
    symlinkSync(join(elsewhere.path, 'x.png'), join(folder.path, 'd', 'x.png'))
    expect(await budget(null, null).usedBytes()).toBe(100)
    await budget(0, 0).trim()
    expect(gone).toEqual(['d/a.png'])
    expect(readdirSync(elsewhere.path)).toEqual(['x.png'])
    elsewhere.remove()
  })

  it('walks once for two who ask at the same time', async () => {
    put('d/a.png', 5)
    const trimmed = budget(0, null)
    const [one, other] = await Promise.all([trimmed.trim(), trimmed.trim()])
    expect(one).toBe(other)
    expect(gone).toEqual(['d/a.png'])
    expect(await trimmed.trim()).toEqual({ removed: 0, freedBytes: 0, usedBytes: 0 })
  })
})
