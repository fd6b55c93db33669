import { nearestName } from '../../contract/catalog/nearest-name.ts'
import { AppError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'

/**
 * The model that a request names.
 *
 * @throws AppError `unknown_model`, with the nearest known id in `detail.nearest`
 */
export function modelOf(request: GenerationRequest, models: readonly ModelEntry[]): ModelEntry {
  const wanted = request.base_model_name
  const model = models.find((one) => one.id === wanted)
  if (model) return model
  const nearest = nearestName(
    wanted,
    models.map((one) => one.id),
  )
  throw new AppError('unknown_model', `unknown model "${wanted}"; nearest: "${nearest}"`, {
    field: 'base_model_name',
    model: wanted,
    nearest,
  })
}
