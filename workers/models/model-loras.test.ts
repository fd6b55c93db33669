import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { LoraUse } from '../../contract/lora.ts'
import { writeSafetensors } from '../lora/testing/write-safetensors.ts'
import { openTopologyFiles, topologyModel } from '../testing/topologies/topology-models.ts'
import { loraFiles, planModelLoras } from './model-loras.ts'
import { openFiles } from './open-files.ts'

const root = new URL('../../', import.meta.url)
const openFile = openTopologyFiles(async (path) => new Blob([await readFile(new URL(path, root))]))
const how = { signal: new AbortController().signal, onActivity: () => {} }
const use: LoraUse = { source: 'user', name: 'mine.safetensors', sha256: '', weight: 1 }

/** A LoRA that changes the biases of modules by their keys, each as wide as it must be. */
const loraOf = (modules: Readonly<Record<string, number>>) =>
  writeSafetensors(
    Object.fromEntries(
      Object.entries(modules).map(([key, width]) => [
        `${key}.diff_b`,
        { shape: [width], values: new Array<number>(width).fill(1) },
      ]),
    ),
  )

test('a LoRA for the XL family changes the denoising network and both text encoders', async () => {
  const entry = topologyModel('sdxl')
  const weights = ['unet_weights', 'text_encoder_weights', 'text_encoder_2_weights'] as const
  const files = await openFiles(entry, [...loraFiles(entry, [use]), ...weights], openFile, how)
  const lora = loraOf({
    // By the names of original checkpoints and of diffusers.
    lora_unet_input_blocks_7_1_transformer_blocks_9_ff_net_2: 40,
    lora_unet_down_blocks_1_attentions_1_proj_in: 20,
    lora_unet_label_emb_0_2: 40,
    lora_te1_text_model_encoder_layers_11_mlp_fc2: 24,
    lora_te2_text_model_encoder_layers_31_self_attn_q_proj: 40,
    'text_encoder_2.text_model.encoder.layers.0.mlp.fc2': 40,
    lora_te3_text_model_encoder_layers_0_mlp_fc2: 40,
  })
  const plan = await planModelLoras(entry, [use], { files, openUserLora: async () => lora })
  expect(plan.reports).toEqual([
    {
      file: 'mine.safetensors',
      changed: 6,
      leftOver: ['lora_te3_text_model_encoder_layers_0_mlp_fc2.diff_b'],
      skipped: null,
    },
  ])
  expect([...plan.networks.keys()]).toEqual(['unet', 'text_encoder', 'text_encoder_2'])
})
