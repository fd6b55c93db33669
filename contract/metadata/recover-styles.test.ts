import { describe, expect, it } from 'vitest'
import { STYLES } from '../catalog/styles.ts'
import { recoverStyles } from './recover-styles.ts'

/** The texts of a picture as the planner puts them together. */
function told(
  prompt: string,
  names: readonly string[],
  more: { readonly negative?: string; readonly expansion?: string } = {},
) {
  const [main = '', ...extra] = prompt.split('\n')
  const styles = names.map((name) => STYLES.find((style) => style.name === name)!)
  const isPlaced = styles.some(({ positive }) => positive.includes('{prompt}'))
  const own = styles.map(({ positive }) => positive.replaceAll('{prompt}', main))
  const positive = [...(isPlaced ? [] : [main]), ...own, ...extra, more.expansion ?? ''].filter(
    (text) => text !== '',
  )
  const negative = [...styles.map((style) => style.negative), more.negative ?? ''].filter(
    (text) => text !== '',
  )
  // A file of the a1111 scheme has one text each.
  return {
    prompt,
    negativePrompt: more.negative ?? '',
    fullPrompt: [positive.join(', ')],
    fullNegativePrompt: negative.length === 0 ? [] : [negative.join(', ')],
  }
}

describe('recoverStyles', () => {
  it.each(STYLES.map(({ name }) => name))('finds %s by itself', (name) => {
    expect(recoverStyles(told('a cat', [name]))).toEqual([name])
  })

  it('finds several in their order, among further lines and an own negative prompt', () => {
    const names = ['SAI Anime', 'Fooocus Enhance', 'Fooocus Sharp']
    expect(recoverStyles(told('a cat\nnight', names, { negative: 'dogs, rain' }))).toEqual(names)
  })

  it('finds none where the prompt was read as it is', () => {
    expect(recoverStyles(told('a cat, sitting\nnight', []))).toEqual([])
  })

  it('takes what is left over for prompt expansion', () => {
    const picture = told('a cat', ['SAI Anime'], { expansion: 'a cat, intricate, sharp' })
    expect(recoverStyles(picture)).toEqual(['Fooocus V2', 'SAI Anime'])
  })

  it('says nothing of a picture that does not tell its texts', () => {
    expect(recoverStyles({ prompt: 'a cat' })).toBeNull()
    expect(recoverStyles({})).toBeNull()
  })
})
