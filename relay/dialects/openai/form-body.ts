import type { Form } from '../../http/multipart.ts'

/** Fields of a form whose text is a number or a truth value. */
const NUMBERS = new Set(['n', 'output_compression', 'partial_images', 'steps', 'guidance_scale'])
const BOOLEANS = new Set(['stream'])
const LISTS = new Set(['styles'])

/**
 * Gives the fields of a form the types they have in JSON. Text that is no such value stays text, so that the check of
 * the body can name the field. The official clients write null as `null`.
 */
export function formToBody({ fields }: Pick<Form, 'fields'>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, values]) => {
    if (LISTS.has(name)) return [name, values] as const
    // Where a field stands twice the last one counts, as in JSON.
    return [name, typed(name, values.at(-1) ?? '')] as const
  })
  return Object.fromEntries(entries)
}

function typed(name: string, text: string): unknown {
  const isTyped = NUMBERS.has(name) || BOOLEANS.has(name)
  if (text === 'null' || (text === '' && name !== 'prompt')) return null
  if (!isTyped) return text
  if (BOOLEANS.has(name)) return text === 'true' ? true : text === 'false' ? false : text
  return /^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : text
}
