import { parseRequest } from '../contract/parse-request.ts'
import type { GenerationRequestInput } from '../contract/request.ts'
import { planTask } from '../workers/planning/plan-task.ts'
import { stickerModel } from '../workers/testing/sticker-model.ts'

/** A prompt with wildcards and an array, three styles, and as many images as one request may have. */
const LARGE: GenerationRequestInput = {
  prompt: '[[a red, a blue, a green]] __animal__ in a __color_flower__ field\nsoft light',
  negative_prompt: 'blurry, __color__',
  style_selections: ['Fooocus Enhance', 'Fooocus Sharp', 'Random Style'],
  image_number: 32,
}

/**
 * How long a request takes to be read and planned, in milliseconds each: one as the page sends it, and a large one.
 *
 * @param runs of each; as many before do not count
 */
export function measurePlanning(runs: number): { readonly plain: number[]; readonly large: number[] } {
  return { plain: timesOf({ prompt: 'a red apple' }, runs), large: timesOf(LARGE, runs) }
}

function timesOf(input: GenerationRequestInput, runs: number): number[] {
  const times: number[] = []
  for (let run = -runs; run < runs; run++) {
    const from = performance.now()
    planTask(parseRequest({ ...input, image_seed: run + runs }), stickerModel, '0')
    if (run >= 0) times.push(performance.now() - from)
  }
  return times
}
