import type { Page } from '@playwright/test'
import { PNG } from 'pngjs'
import { SAMPLE_PARAMETERS } from '../../contract/metadata/testing/sample-parameters.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { aPicture } from '../../web/testing/a-picture.ts'

const THINGS = ['a red fox in the snow', 'a lighthouse', 'an old bicycle', 'a bowl of ramen', 'a paper boat']
const AT_ONCE = 500
const HOUR = 60 * 60 * 1000

/** Writes pictures straight into the page's database, as an older version did: the index is made on the next visit. */
export async function fillStorage(page: Page, count: number): Promise<void> {
  const picture = new PNG({ width: 256, height: 256 })
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([at % 251, at % 127, 90, 255], at)
  const base64 = PNG.sync.write(picture).toString('base64')
  for (let from = 0; from < count; from += AT_ONCE) {
    const records = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => recordOf(from + n))
    await page.evaluate(write, { records, base64 })
  }
}

function recordOf(n: number) {
  return aPicture(n.toString(16).padStart(8, '0'), {
    createdAt: Date.now() - n * HOUR,
    bytes: 4_000,
    ...{ width: 256, height: 256 },
    seed: String(1000 + n),
    parameters: SAMPLE_PARAMETERS,
    request: GenerationRequest.parse({
      prompt: `${THINGS[n % THINGS.length]!}, number ${n}, `.padEnd(160, 'of many words '),
      negative_prompt: 'blurry, lowres, watermark',
    }),
  })
}

async function write({
  records,
  base64,
}: {
  records: readonly { readonly id: string; readonly bytes: number; readonly createdAt: number }[]
  base64: string
}): Promise<void> {
  const opening = indexedDB.open('fooocus-tab')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(new Error('no database'))
  })
  const file = await (await fetch(`data:image/png;base64,${base64}`)).blob()
  const tx = database.transaction(['pictures', 'pictureFiles'], 'readwrite')
  for (const record of records) {
    const { id, bytes, createdAt } = record
    tx.objectStore('pictures').put({ v: 1, id, bytes, record, visibleAt: createdAt }, id)
    tx.objectStore('pictureFiles').put(file, id)
  }
  await new Promise((resolve, reject) => {
    tx.oncomplete = resolve
    tx.onabort = () => reject(new Error('nothing was written'))
  })
  database.close()
}
