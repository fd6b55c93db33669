import { sortOutStyles } from '../../contract/catalog/find-style.ts'
import type { UserStyle } from '../../contract/catalog/style-file.ts'
import { findLora, lorasFor, NO_LORA } from '../../contract/lora.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { modelNamed, modelsHere } from './environment.ts'
import type { ReusePart } from './reuse.ts'

/** What {@link missingHere} judges by. */
export interface ReuseGround {
  readonly models: readonly ModelStatus[]
  readonly userFiles: readonly UserFile[]
  readonly userStyles: readonly UserStyle[]
}

/** The models, LoRAs and styles that a part of a request names and that are not here, by their names. */
export function missingHere(
  request: GenerationRequest,
  part: ReusePart,
  { models, userFiles, userStyles }: ReuseGround,
): readonly string[] {
  const own = userStyles.map(({ name }) => name)
  const styles =
    part === 'prompt' || part === 'seed' ? [] : sortOutStyles(request.style_selections, own).unknown
  if (part !== 'everything' && part !== 'withoutSeed') return styles
  const here = modelsHere(models).map(({ id }) => id)
  const named = [request.base_model_name, request.refiner_model_name].filter((name) => name !== 'None')
  const model = modelNamed(models, request.base_model_name)
  const files = model ? lorasFor(model, userFiles) : []
  const loras = request.loras
    .map(({ model_name }) => model_name)
    .filter((name) => name !== NO_LORA && !findLora(name, files))
  return [...named.filter((name) => !here.includes(name)), ...loras, ...styles]
}
