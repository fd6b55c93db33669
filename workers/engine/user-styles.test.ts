import { expect, it } from 'vitest'
import { parseRequest } from '../../contract/parse-request.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { planTask } from '../planning/plan-task.ts'
import { BUILT_IN_SOURCES } from '../planning/resolve-prompts.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createUserStyles } from './user-styles.ts'

const file = (name: string): UserFile => ({
  kind: 'style',
  name,
  bytes: 1,
  addedAt: 0,
  sha256: name,
  lora: null,
})

function setUp(files: Readonly<Record<string, string>>) {
  const troubles: unknown[] = []
  const styles = createUserStyles(
    async (name) => {
      const text = files[name]
      if (text === undefined) throw new Error(`no ${name}`)
      return new Blob([text])
    },
    (thrown) => void troubles.push(thrown),
  )
  return { styles, troubles }
}

const OWN = JSON.stringify([{ name: 'Mine', prompt: 'mine: {prompt}', negative_prompt: 'not mine' }])

it('styles of files are planned with like those of this build', async () => {
  const { styles } = setUp({ 'a.json': OWN })
  await styles.update([file('a.json')])
  const request = parseRequest({ prompt: 'a cat', style_selections: ['Mine', 'Sticker 3D'] })
  const plan = planTask(request, stickerModel, '0', { ...BUILT_IN_SOURCES, styles: styles.list() })
  expect(plan.images[0]).toMatchObject({
    positiveTexts: ['mine: a cat', '3d render of a cat'],
    styles: ['Mine', 'Sticker 3D'],
  })
  expect(() => planTask(request, stickerModel, '0', BUILT_IN_SOURCES)).toThrow(/unknown style "Mine"/u)
})

it('tells of a file that cannot be read, keeps the others, and forgets those that are gone', async () => {
  const { styles, troubles } = setUp({ 'a.json': OWN })
  await styles.update([file('a.json'), file('b.json')])
  expect(styles.list().map(({ name }) => name)).toEqual(['Mine'])
  expect(troubles).toHaveLength(1)
  await styles.update([])
  expect(styles.list()).toEqual([])
})
