import { lorasFor } from '../../../contract/lora.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { modelsHere, type EnvironmentState } from '../../state/environment.ts'
import type { RestoreGround } from './settings-from-picture.ts'

/** What is on this device, as far as a picture's settings need it. */
export function restoreGround(
  { models, userFiles, userStyles }: Pick<EnvironmentState, 'models' | 'userFiles' | 'userStyles'>,
  model: ModelEntry | null,
): Omit<RestoreGround, 'format'> {
  return {
    styleNames: userStyles.map(({ name }) => name),
    model,
    models: modelsHere(models),
    loras: model ? lorasFor(model, userFiles) : [],
  }
}
