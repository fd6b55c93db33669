import { expect, it } from 'vitest'
import { differingRows } from './differing-rows.ts'

const row = (id: string, text: string) => ({ id, name: id.toUpperCase(), text })

it('names only what differs, and leaves a place for what one of them has not', () => {
  const first = [row('prompt', 'a fox'), row('seed', '1'), row('steps', '30')]
  const second = [row('prompt', 'a fox'), row('seed', '2'), row('steps', '30'), row('lora.1', 'x : 1')]
  expect(differingRows([first, second])).toEqual([
    { id: 'seed', name: 'SEED', texts: ['1', '2'] },
    { id: 'lora.1', name: 'LORA.1', texts: ['', 'x : 1'] },
  ])
})

it('finds one among four that is different', () => {
  const same = [row('seed', '1')]
  expect(differingRows([same, same, [row('seed', '3')], same])[0]?.texts).toEqual(['1', '1', '3', '1'])
  expect(differingRows([same, same])).toEqual([])
  expect(differingRows([])).toEqual([])
})
