import { freemem, totalmem } from 'node:os'
import { STYLES } from '../../../contract/catalog/styles.ts'
import { fileStem } from '../../../contract/metadata/parameters.ts'
import type { ModelCatalog } from '../../http/parts.ts'
import { samplerItems, schedulerItems } from './samplers.ts'

/**
 * Answers that list things, by the last part of their address. What does not exist here is an empty list: clients ask
 * for all of them when they connect.
 */
export function createLists(catalog: ModelCatalog): Readonly<Record<string, () => unknown>> {
  return {
    'sd-models': () => catalog.models().map(modelItem),
    samplers: samplerItems,
    schedulers: schedulerItems,
    'prompt-styles': () =>
      STYLES.map(({ name, positive, negative }) => ({ name, prompt: positive, negative_prompt: negative })),
    loras: () =>
      catalog.loras().map((path) => ({ name: fileStem(path), alias: fileStem(path), path, metadata: {} })),
    upscalers: () => [{ name: 'None', model_name: null, model_path: null, model_url: null, scale: 1 }],
    'latent-upscale-modes': () => [],
    'sd-vae': () => [],
    hypernetworks: () => [],
    'face-restorers': () => [],
    'realesrgan-models': () => [],
    embeddings: () => ({ loaded: {}, skipped: {} }),
    scripts: () => ({ txt2img: [], img2img: [] }),
    'script-info': () => [],
    extensions: () => [],
    'cmd-flags': () => ({ api: true }),
    memory: memoryOfRelay,
  }
}

/** The title is what clients send back as `sd_model_checkpoint`. */
function modelItem({ id, name }: ReturnType<ModelCatalog['models']>[number]) {
  return { title: id, model_name: name, hash: null, sha256: null, filename: id, config: null }
}

/** The relay's machine; pictures are made elsewhere, and what a tab's device has left nobody knows. */
function memoryOfRelay() {
  const [free, total] = [freemem(), totalmem()]
  return { ram: { free, used: total - free, total }, cuda: { error: 'unavailable' } }
}
