import { expect, it } from 'vitest'
import { findCommands } from './find-commands.ts'

const items = [
  { label: 'Go to Settings', place: 'View' },
  { label: 'Image Sharpness', place: 'Advanced' },
  { label: 'Sharpen', place: 'Action' },
  { label: 'Größe', place: 'Einstellungen' },
]
const labels = (typed: string) => findCommands(items, typed).map(({ label }) => label)

it('finds by parts of the name or the place, in any order of the words', () => {
  expect(labels('settings go')).toEqual(['Go to Settings'])
  expect(labels('advanced')).toEqual(['Image Sharpness'])
  expect(labels('grosse')).toEqual([])
  expect(labels('GROß')).toEqual(['Größe'])
  expect(labels('xyz')).toEqual([])
})

it('puts names first that begin with what was typed, and shows all for nothing', () => {
  expect(labels('sharp')).toEqual(['Sharpen', 'Image Sharpness'])
  expect(labels(' ')).toHaveLength(4)
})
