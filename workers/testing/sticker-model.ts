import manifestJson from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest, type ModelEntry } from '../../contract/manifest.ts'

/** The built-in model's entry in the manifest. */
export const stickerModel: ModelEntry = ModelManifest.parse(manifestJson).models.find(
  (model) => model.id === 'sticker',
)!
