import { expect, it } from 'vitest'
import { orderWith } from './order-with.ts'

it.each([
  ['nothing is held', null, 'a b c d'],
  ['it has not been moved', { id: 'b', before: 'c' }, 'a b c d'],
  ['it lies in front of another', { id: 'd', before: 'a' }, 'd a b c'],
  ['it lies at the end', { id: 'a', before: null }, 'b c d a'],
  ['it has gone', { id: 'x', before: 'a' }, 'a b c d'],
  ['its neighbour has gone', { id: 'c', before: 'x' }, 'a b c d'],
])('when %s', (_, held, order) => {
  expect(orderWith(['a', 'b', 'c', 'd'], held)).toEqual(order.split(' '))
})

it('keeps an item where it was when the first one leaves the list', () => {
  expect(orderWith(['b', 'c', 'd'], { id: 'b', before: 'c' })).toEqual(['b', 'c', 'd'])
})
