import { expect, test } from 'vitest'
import { applyStyles } from './apply-styles.ts'

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
