import { z } from '../../../contract/zod.ts'
import type { Operation, OperationGroup } from '../../http/openapi.ts'
import { ImageToImageBody, Options, PngInfoBody, TextToImageBody } from './generation-body.ts'

const post = (path: string, operationId: string, summary: string, body?: z.ZodType): Operation => ({
  method: 'post',
  path: `/sdapi/v1/${path}`,
  operationId,
  summary,
  ...(body && { body }),
})

const get = (path: string, operationId: string, summary: string): Operation => ({
  method: 'get',
  path: `/sdapi/v1/${path}`,
  operationId,
  summary,
})

const operations: readonly Operation[] = [
  post('txt2img', 'a1111TextToImage', 'Makes pictures from a prompt and answers with them.', TextToImageBody),
  post('img2img', 'a1111ImageToImage', 'Varies or repaints a picture.', ImageToImageBody),
  {
    ...get('progress', 'a1111Progress', "How far the caller's running job is."),
    query: z.object({ skip_current_image: z.boolean().default(false) }),
  },
  post('interrupt', 'a1111Interrupt', "Stops the caller's current job."),
  post('skip', 'a1111Skip', "Gives up the image that the caller's job makes."),
  get('options', 'a1111GetOptions', "The caller's settings, such as its model."),
  post('options', 'a1111SetOptions', "Changes the caller's settings.", Options),
  post('png-info', 'a1111PngInfo', 'Reads what a picture says about its making.', PngInfoBody),
  get('sd-models', 'a1111Models', 'Lists the models.'),
  get('sd-vae', 'a1111Vaes', 'Lists VAE files.'),
  get('samplers', 'a1111Samplers', 'Lists the samplers.'),
  get('schedulers', 'a1111Schedulers', 'Lists the noise schedules.'),
  get('upscalers', 'a1111Upscalers', 'Lists the upscalers.'),
  get('loras', 'a1111Loras', 'Lists LoRA files.'),
  get('prompt-styles', 'a1111PromptStyles', 'Lists the prompt styles.'),
  get('embeddings', 'a1111Embeddings', 'Lists textual inversions.'),
  get('cmd-flags', 'a1111Flags', 'How the server was started.'),
  get('memory', 'a1111Memory', "The relay's memory, in bytes."),
  post('refresh-checkpoints', 'a1111RefreshModels', 'Looks for new models.'),
]

/** What this dialect offers, for the API's description. */
export const A1111_OPERATIONS: OperationGroup = {
  tag: 'A1111',
  operations,
  security: { BasicAuth: { type: 'http', scheme: 'basic' } },
}
