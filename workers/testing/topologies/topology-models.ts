import type { FileRole, ModelEntry, ModelSpec } from '../../../contract/manifest.ts'
import type { OpenModelFile } from '../../models/load-onnx-model.ts'
import { stickerModel } from '../sticker-model.ts'
import { seededWeights } from './seeded-weights.ts'

/** Narrow networks of the public families; see training/topologies. */
export const TOPOLOGIES = ['sd-1.5', 'sd-turbo', 'sdxl', 'lcm', 'embeddings'] as const

export type TopologyName = (typeof TOPOLOGIES)[number]

const text: ModelSpec['text'] = {
  maxTokens: 77,
  bos: '<|startoftext|>',
  eos: '<|endoftext|>',
  pad: '<|endoftext|>',
  contextOutputs: ['last_hidden_state'],
  defaultClipSkip: 1,
}

const states = (last: number) => [last, last - 1, last - 2].map((layer) => `hidden_states.${layer}`)

/** What the families say of themselves in a manifest, beside what their graphs say. */
const SPECS: Readonly<
  Record<
    TopologyName,
    Pick<ModelSpec, 'family' | 'text'> & { readonly scale: number; readonly multiple: number }
  >
> = {
  'sd-1.5': { family: 'sd', text, scale: 0.18215, multiple: 64 },
  'sd-turbo': { family: 'sd', text: { ...text, pad: '!' }, scale: 0.18215, multiple: 64 },
  sdxl: {
    family: 'sdxl',
    text: {
      ...text,
      contextOutputs: states(12),
      second: { pad: '!', contextOutputs: states(32) },
      pooledOutput: 'text_embeds',
      defaultClipSkip: 2,
    },
    scale: 0.13025,
    multiple: 32,
  },
  lcm: { family: 'sd', text, scale: 0.18215, multiple: 64 },
  embeddings: { family: 'sd', text: { ...text, embeddings: true }, scale: 0.18215, multiple: 64 },
}

const NETWORKS = ['text_encoder', 'text_encoder_2', 'unet', 'vae_decoder'] as const

/** A family's entry, as a manifest would have it. */
export function topologyModel(name: TopologyName): ModelEntry {
  const { family, scale, multiple, text: ownText } = SPECS[name]
  const networks = NETWORKS.filter((network) => network !== 'text_encoder_2' || ownText.second)
  const files: [FileRole, string][] = networks.flatMap((network): [FileRole, string][] => [
    [network, `${network}/model.onnx`],
    [`${network}_weights`, `${network}/weights.bin`],
    ...(network === 'vae_decoder'
      ? []
      : [[`${network}_tensors`, `${network}/tensors.json`] as [FileRole, string]]),
  ])
  files.push(['vocab', 'tokenizer/vocab.json'], ['merges', 'tokenizer/merges.txt'])
  return {
    ...stickerModel,
    id: name,
    name,
    source: `e2e/fixtures/topologies/${name}/`,
    files: files.map(([role, path]) => ({ role, path, bytes: 1000, sha256: '0'.repeat(64) })),
    spec: {
      family,
      predictionType: 'epsilon',
      schedule: { betaSchedule: 'scaled_linear', betaStart: 0.00085, betaEnd: 0.012, trainSteps: 1000 },
      latent: { channels: 4, downscale: 8, scale },
      text: ownText,
      sizes: { trained: [[64, 64]], multiple, min: 64, max: 128 },
      defaults: { guidanceScale: 4, performance: 'Speed', styles: [] },
      performances: ['Speed'],
      preview: stickerModel.spec.preview,
    },
  }
}

/**
 * Opens a family's files; weights are made on the way.
 *
 * @param read a file by its path from the repository's root
 */
export function openTopologyFiles(read: (path: string) => Promise<Blob>): OpenModelFile {
  return async (model, role) => {
    const { path } = model.files.find((file) => file.role === role)!
    if (path.startsWith('tokenizer/')) return read(`public/models/sticker/${path}`)
    const place = `${folderOf(model.id, path)}/${path}`
    if (!path.endsWith('weights.bin')) return read(place)
    const tensors = await read(place.replace('weights.bin', 'tensors.json'))
    return seededWeights(await tensors.text())
  }
}

/** The only network of its own that these have; the others are those of SD 1.5. */
const OWN: Readonly<Record<string, string>> = { lcm: 'unet/', embeddings: 'text_encoder/' }

function folderOf(id: string, path: string): string {
  return `e2e/fixtures/topologies/${path.startsWith(OWN[id] ?? '') ? id : 'sd-1.5'}`
}
