import { GenerationRequest } from '../../../contract/request.ts'
import type { Say } from '../../text/use-text.ts'
import { fieldName } from '../../text/field-name.ts'
import type { InfoRow } from './parameter-rows.ts'

const DEFAULTS: Readonly<Record<string, unknown>> = GenerationRequest.parse({})

/** What was asked for, as far as it differs from asking for nothing in particular. */
export function askedRows(request: GenerationRequest, say: Say): readonly InfoRow[] {
  return Object.entries(request)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULTS[name]))
    .map(([name, value]) => ({ id: name, name: nameOf(name, say), text: valueText(value) }))
    .filter(({ text }) => text !== '')
}

const nameOf = (field: string, say: Say) =>
  field === 'upscale_or_vary' ? say('picture.remake') : fieldName(field, say)

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join(', ')
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null) return ''
  if ('uov_method' in value) return String(value.uov_method)
  // A LoRA; other parts with pictures have no short text.
  if ('model_name' in value && 'weight' in value)
    return `${String(value.model_name)} : ${String(value.weight)}`
  return ''
}
