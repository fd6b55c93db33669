import type { Seeded } from '../seeded.ts'

/** Values that programs tend to get wrong. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1,
  0.1,
  1e308,
  -1e308,
  1e-320,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  'Infinity',
  'true',
  'null',
  'None',
  '\0',
  '\ud800',
  '𝕱𝖔𝖔𝖔𝖈𝖚𝖘',
  'a\u202eb\r\n{"level":60}',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'file:///etc/passwd',
  'http://127.0.0.1:1/x.png',
  'http://169.254.169.254/latest/meta-data',
  'https://[::ffff:127.0.0.1]/',
  'data:image/png;base64,AAAA',
  'data:image/svg+xml,<svg onload=alert(1)>',
  '<script>alert(1)</script>',
  "'; DROP TABLE jobs; --",
  '${7*7}',
  '__wildcard__ {a|b} [[c, d]] <lora:x:1e999>',
  '(((((((((((((a:1.1):1e99)',
  [],
  {},
  [[[[[[[[[]]]]]]]]],
  [null],
  { __proto__x: 1 },
  { constructor: { prototype: { polluted: true } } },
  { length: 1e9 },
  { toString: 1 },
]

/** Texts that are put into JSON as they are, since no value makes them. */
const RAW_JSON = [
  '1e999',
  '-1e999',
  '9223372036854775807',
  '-9223372036854775809',
  '123456789012345678901234567890',
  '{"__proto__":{"polluted":true}}',
  '"\\u0000\\ud800"',
  'NaN',
  '01',
  '[1,]',
  '//',
]

/** Changes one place in a value. The value itself stays as it is. */
export function mutateValue(value: unknown, chance: Seeded): unknown {
  if (Array.isArray(value) && value.length > 0 && chance.chance(0.8)) {
    const at = chance.between(0, value.length - 1)
    if (chance.chance(0.1)) return value.filter((_, index) => index !== at)
    if (chance.chance(0.1))
      return Array.from({ length: chance.pick([2, 40, 300]) }, () => value[at] as unknown)
    return value.map((one: unknown, index) => (index === at ? mutateValue(one, chance) : one))
  }
  if (isObject(value) && Object.keys(value).length > 0 && chance.chance(0.85)) {
    const key = chance.pick(Object.keys(value))
    const { [key]: old, ...rest } = value
    if (chance.chance(0.1)) return rest
    if (chance.chance(0.05)) return { ...value, [`${key}x`]: old }
    if (chance.chance(0.05))
      return { ...value, [chance.pick(['__proto_', 'constructor', '', 'then', '0'])]: old }
    return { ...value, [key]: mutateValue(old, chance) }
  }
  if (typeof value === 'string' && chance.chance(0.4)) return mutateText(value, chance)
  if (typeof value === 'number' && chance.chance(0.4)) {
    return chance.pick([
      -value,
      value + 1,
      value - 1,
      value * 1e6,
      value / 3,
      String(value),
      Math.round(value),
    ])
  }
  return chance.chance(0.05) ? nested(chance) : chance.pick(STRANGE)
}

/** Damages a text as a bad line or a bad program would. */
export function mutateText(text: string, chance: Seeded): string {
  const at = chance.between(0, text.length)
  switch (chance.between(0, 7)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(at)
    case 2:
      return text.slice(0, at) + String.fromCharCode(chance.between(0, 0xffff)) + text.slice(at + 1)
    case 3:
      return text + text
    case 4:
      return (
        text.slice(0, at) +
        chance.pick(['"', '\\', '{', '}', '[', '\0', '\r\n', '%00', '../']) +
        text.slice(at)
      )
    case 5:
      return text.slice(0, 50).repeat(chance.pick([10, 100, chance.chance(0.1) ? 4000 : 200]))
    case 6:
      return text.toUpperCase()
    default:
      return JSON.stringify(chance.pick(STRANGE))
  }
}

/** A body as text: whole, or damaged. */
export function toJsonText(value: unknown, chance: Seeded): string {
  const text = JSON.stringify(value) ?? ''
  if (chance.chance(0.06)) {
    const numbers = [...text.matchAll(/:(?:-?\d[\d.e+]*|"[^"]{0,40}"|true|false|null)/g)]
    if (numbers.length === 0) return chance.pick(RAW_JSON)
    const place = chance.pick(numbers)
    return `${text.slice(0, place.index)}:${chance.pick(RAW_JSON)}${text.slice(place.index + place[0].length)}`
  }
  return chance.chance(0.08) ? mutateText(text, chance) : text
}

/** Flips bits, cuts, adds. */
export function mutateBytes(bytes: Uint8Array, chance: Seeded): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = chance.between(0, Math.max(0, copy.length - 1))
  switch (chance.between(0, 4)) {
    case 0:
      for (let flips = chance.between(1, 8); flips > 0 && copy.length > 0; flips--) {
        // The head is what is read; what follows is the picture.
        const place = chance.chance(0.7) ? chance.between(0, Math.min(63, copy.length - 1)) : at
        copy[place] = copy[place]! ^ (1 << chance.between(0, 7))
      }
      return copy
    case 1:
      return copy.subarray(0, at)
    case 2:
      return Buffer.concat([copy, randomBytes(chance.between(1, 100), chance)])
    case 3:
      return randomBytes(chance.between(0, 300), chance)
    default:
      copy[at] = 0xff
      return copy
  }
}

/** Bytes from the seed. */
export function randomBytes(length: number, chance: Seeded): Buffer {
  return Buffer.from(Array.from({ length }, () => chance.between(0, 255)))
}

function nested(chance: Seeded): unknown {
  let value: unknown = 1
  for (let depth = chance.pick([10, 63, 65, 3000]); depth > 0; depth--)
    value = depth % 2 ? [value] : { a: value }
  return value
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
