import { PRESET_NAMES } from '../../../contract/catalog/presets.ts'
import { SAMPLER_NAMES, SCHEDULER_NAMES } from '../../../contract/catalog/samplers.ts'
import type { DialectParts } from '../../http/parts.ts'
import { sendJson } from './answer-error.ts'
import { MODEL_VAE, STYLE_NAMES } from './resolve-names.ts'
import type { Routes } from './routes.ts'

/** Lists what can be asked for by name: FooocusAPI's two lists, and ours beside them. */
export function addCatalogRoutes(routes: Routes, { catalog }: Pick<DialectParts, 'catalog'>): void {
  const list = (path: string, read: () => unknown) =>
    routes.add('GET', `/v1/engines/${path}`, (_request, reply) => sendJson(reply, read()))

  list('all-models', () => ({
    model_filenames: catalog.models().map(({ id }) => id),
    lora_filenames: catalog.loras(),
    vae_filenames: [],
    wildcard_filenames: [],
    presets: PRESET_NAMES,
  }))
  list('styles', () => STYLE_NAMES)
  list('samplers', () => SAMPLER_NAMES)
  list('schedulers', () => SCHEDULER_NAMES)
  list('presets', () => PRESET_NAMES)
  list('vaes', () => [MODEL_VAE])
}
