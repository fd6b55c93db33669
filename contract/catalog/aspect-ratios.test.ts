import { describe, expect, it } from 'vitest'
import {
  ASPECT_RATIOS,
  isListedSize,
  nearestShape,
  parseAspectRatio,
  ratioLabel,
  toAspectRatioText,
} from './aspect-ratios.ts'

const LISTED =
  '704*1408 704*1344 768*1344 768*1280 832*1216 832*1152 896*1152 896*1088 960*1088 960*1024 1024*1024 ' +
  '1024*960 1088*960 1088*896 1152*896 1152*832 1216*832 1280*768 1344*768 1344*704 1408*704 1472*704 ' +
  '1536*640 1600*640 1664*576 1728*576'

const size = (width: number, height: number) => ({ width, height })
const sizes = ASPECT_RATIOS.map(([width, height]) => size(width, height))

describe('the list of sizes', () => {
  it('has the 26 sizes of Fooocus in its order', () => {
    expect(sizes.map(toAspectRatioText).join(' ')).toBe(LISTED)
    expect(sizes).toHaveLength(26)
  })

  it('goes from tall to wide in multiples of 64', () => {
    const shapes = sizes.map(({ width, height }) => width / height)
    expect(shapes).toEqual([...shapes].sort((a, b) => a - b))
    for (const side of ASPECT_RATIOS.flat()) expect(side % 64).toBe(0)
  })

  it('knows its own sizes and no others', () => {
    expect(sizes.every(isListedSize)).toBe(true)
    expect([size(1152, 895), size(896, 1153), size(1408, 1408)].some(isListedSize)).toBe(false)
  })
})

describe('parseAspectRatio', () => {
  it('reads back every listed size', () => {
    expect(sizes.map((one) => parseAspectRatio(toAspectRatioText(one)))).toEqual(sizes)
  })

  it.each([
    '1152*896',
    '1152×896',
    '1152x896',
    '1152X896',
    ' 1152 * 896 ',
    '1152×896 <span style="color: grey;"> ∣ 9:7</span>',
  ])('reads %s', (text) => {
    expect(parseAspectRatio(text)).toEqual(size(1152, 896))
  })

  it.each([
    '',
    '16:9',
    '1152',
    '1152*',
    '*896',
    '0*896',
    '1152*0',
    '-1*5',
    '1.5*2',
    '1152*896px',
    '123456*1',
    'a*b',
  ])('finds no size in %j', (text) => {
    expect(parseAspectRatio(text)).toBeNull()
  })
})

describe('nearestShape', () => {
  const choices = [size(128, 128), size(160, 96), size(96, 160)]

  it.each([
    [size(1024, 1024), size(128, 128)],
    [size(1728, 576), size(160, 96)],
    [size(704, 1408), size(96, 160)],
    [size(1152, 896), size(128, 128)],
  ])('finds for %j the shape %j', (wanted, nearest) => {
    expect(nearestShape(wanted, choices)).toEqual(nearest)
  })

  it('does not mind how large the pictures are', () => {
    expect(nearestShape(size(16, 9), [size(1, 1), size(1600, 900)])).toEqual(size(1600, 900))
  })

  it('takes the earlier of two that are as near', () => {
    expect(nearestShape(size(1, 1), [size(2, 1), size(1, 2)])).toEqual(size(2, 1))
    expect(nearestShape(size(1, 1), [size(1, 2), size(2, 1)])).toEqual(size(1, 2))
    expect(nearestShape(size(3, 2), [size(300, 200), size(150, 100)])).toEqual(size(300, 200))
  })
})

it.each([
  [size(1152, 896), '9:7'],
  [size(1024, 1024), '1:1'],
  [size(704, 1408), '1:2'],
  [size(1728, 576), '3:1'],
  [size(7, 5), '7:5'],
])('the label of %j is %s', (one, label) => {
  expect(ratioLabel(one)).toBe(label)
})
