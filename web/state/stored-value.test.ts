import { expect, it } from 'vitest'
import { ownValue, storedValue } from './stored-value.ts'

/** A Storage over a Map; what the page does not call is left out. */
function aStorage() {
  const values = new Map<string, string>()
  const storage: Partial<Storage> = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  }
  return () => storage as Storage
}

it('gives each window its own value, and a new one the value that was written last', () => {
  const shared = storedValue(aStorage(), 'draft')
  const first = ownValue(storedValue(aStorage(), 'draft'), shared)
  const second = ownValue(storedValue(aStorage(), 'draft'), shared)
  first.write('from the first')
  expect(second.read()).toBe('from the first')
  second.write('from the second')
  expect([first.read(), second.read()]).toEqual(['from the first', 'from the second'])
  expect(ownValue(storedValue(aStorage(), 'draft'), shared).read()).toBe('from the second')
})

it('reads nothing where pages may store nothing, and forgets what is written', () => {
  const refused = storedValue(() => {
    throw new DOMException('no', 'SecurityError')
  }, 'draft')
  refused.write('lost')
  expect(refused.read()).toBeUndefined()
})
