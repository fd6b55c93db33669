import { fileStem, toLogList, type PictureParameters, type ReadParameters } from './parameters.ts'
import { parseParameterValues } from './parse-parameter-values.ts'
import { dumpPythonJson } from './python-json.ts'

/**
 * Writes parameters as the `fooocus` scheme: one flat JSON object, pure ASCII. Model and LoRA files are named by
 * their stems.
 *
 * @throws RangeError when an integer field holds a fraction
 */
export function toFooocusJson(parameters: PictureParameters): string {
  const p = parameters
  const loras = p.loras.map((lora) => ({ ...lora, name: fileStem(lora.name) }))
  return dumpPythonJson({
    ...Object.fromEntries(toLogList({ ...p, loras }).map(({ key, value }) => [key, value])),
    full_prompt: p.fullPrompt,
    full_negative_prompt: p.fullNegativePrompt,
    steps: BigInt(p.steps),
    base_model: fileStem(p.baseModel),
    base_model_hash: p.baseModelHash,
    ...(p.refinerModel !== null && {
      refiner_model: fileStem(p.refinerModel),
      refiner_model_hash: p.refinerModelHash,
    }),
    vae: fileStem(p.vae),
    loras: loras.map((lora) => [lora.name, lora.weight, lora.hash]),
    ...(p.createdBy !== '' && { created_by: p.createdBy }),
  })
}

/**
 * Reads the `fooocus` scheme.
 *
 * @param text from anywhere
 * @returns what could be read, perhaps nothing; `null` when the text is not a JSON object
 */
export function parseFooocusJson(text: string): ReadParameters | null {
  const values = parseObject(text)
  if (!values) return null
  const seed = values['seed']
  // Older versions wrote the seed as a number, and JSON.parse rounds what exceeds 2^53: take the digits instead.
  const isRounded = typeof seed === 'number' && !Number.isSafeInteger(seed)
  return parseParameterValues(isRounded ? { ...values, seed: seedDigits(text) } : values)
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    // What starts with a brace and parses is an object.
    return JSON.parse(text) as Readonly<Record<string, unknown>>
  } catch {
    // Not JSON is an answer here, not a failure: the other scheme may fit.
    return null
  }
}

// Inside a JSON string the quotes would be escaped, so this finds the key itself.
const seedDigits = (text: string) => /(?<!\\)"seed"\s{0,8}:\s{0,8}(\d{1,19})\b/.exec(text)?.[1]
