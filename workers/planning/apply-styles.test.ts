import { describe, expect, it, test } from 'vitest'
import { STYLES, TEMPLATES } from '../../contract/catalog/styles.ts'
import * as apply from './apply-styles.ts'
import { promptLines } from '../../contract/prompt-lines.ts'
import { createPythonRandom } from './python-random.ts'

const applyStyles = (wanted: string, unwanted: string, styles: readonly string[]) =>
  apply.applyStyles(promptLines(wanted), promptLines(unwanted), styles)

test('without styles the texts are the prompts', () => {
  expect(applyStyles('a cat', 'dog', [])).toEqual({ positive: ['a cat'], negative: ['dog'], styles: [] })
})

test('empty prompts are still one text each', () => {
  expect(applyStyles('', '', [])).toEqual({ positive: [''], negative: [''], styles: [] })
})

test('a style takes the prompt into its text and adds its negative text before ours', () => {
  const { positive, negative } = applyStyles('a cat', 'dog', ['Sticker 3D'])
  expect(positive).toEqual(['3d render of a cat'])
  expect(negative).toEqual(['flat', 'dog'])
})

test('when no style has a place for the prompt, the prompt comes first', () => {
  expect(applyStyles('a cat', '', ['Fooocus Enhance']).positive).toEqual(['a cat'])
})

test('further prompt lines follow the styles', () => {
  expect(applyStyles('a cat\nred', '', ['Sticker Flat']).positive).toEqual(['flat icon of a cat', 'red'])
})

test('styles apply in the order they were chosen and the expansion switch is no template', () => {
  const { styles, positive } = applyStyles('x', '', ['Sticker Flat', 'Fooocus V2', 'Sticker 3D'])
  expect(styles).toEqual(['Sticker Flat', 'Sticker 3D'])
  expect(positive).toEqual(['flat icon of x', '3d render of x'])
})

test('a prompt with dollar signs stays as it is', () => {
  expect(applyStyles("cost: $5 $& $' $$", '', ['Sticker Flat']).positive).toEqual([
    "flat icon of cost: $5 $& $' $$",
  ])
})

test('texts of styles come before the extra lines on both sides, and no empty text is left', () => {
  const styled = applyStyles('x\nred', 'dog\nfog', ['Fooocus Enhance', 'Sticker Flat', 'Sticker 3D'])
  expect(styled.positive).toEqual(['flat icon of x', '3d render of x', 'red'])
  expect(styled.negative).toEqual([STYLES[3]!.negative, '3d', 'flat', 'dog', 'fog'])
})

test('blanks that an array left around the prompt stay', () => {
  const styled = apply.applyStyles({ main: ' green hat', extra: [] }, promptLines(''), ['Sticker Flat'])
  expect(styled.positive).toEqual(['flat icon of  green hat'])
})

test('a prompt that names its own place is not filled twice', () => {
  expect(applyStyles('{prompt} x', '', ['Sticker Flat']).positive).toEqual(['flat icon of {prompt} x'])
})

describe('Random Style', () => {
  // What the reference draws for these seeds.
  it.each<[bigint, string]>([
    [0n, 'Op Art'],
    [1n, 'Artstyle Psychedelic'],
    [42n, 'Artstyle Abstract Expressionism'],
  ])('draws with seed %s what Fooocus draws: %s', (seed, name) => {
    expect(apply.drawStyles(['Random Style'], createPythonRandom(seed))).toEqual([name])
  })

  it('is drawn from all templates in their order, each time anew', () => {
    const random = createPythonRandom(42n)
    const again = createPythonRandom(42n)
    const drawn = apply.drawStyles(['Random Style', 'Fooocus V2', 'Sticker 3D', 'Random Style'], random)
    const [first, second] = [again.below(277), again.below(277)]
    expect(drawn).toEqual([TEMPLATES[first]!.name, 'Fooocus V2', 'Sticker 3D', TEMPLATES[second]!.name])
  })
})
