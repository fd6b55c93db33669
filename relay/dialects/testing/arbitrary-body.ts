import fc from 'fast-check'

/** Values that a careless or hostile client puts into a field. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('', ' ', 'None', '-1', '1e999', '\u0000', '💩', 'data:image/png;base64,', 'x'.repeat(300)),
  fc.constantFrom(-1, 0, 1, 0.5, 1e308, 2 ** 53, true, false, null),
  fc.array(fc.string(), { maxLength: 3 }),
)

/** Any JSON, most of it objects with fields of these names. */
export function arbitraryBody(fields: readonly string[]): fc.Arbitrary<unknown> {
  const named = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: fields.length })
  const sensible = fc.record({ prompt: fc.string({ minLength: 1 }) })
  const mixed = fc.tuple(sensible, named).map(([base, more]) => ({ ...base, ...more }))
  return fc.oneof({ weight: 3, arbitrary: mixed }, { weight: 1, arbitrary: fc.jsonValue() })
}
