import type { BetweenCalls, Conditioning, DiffusionModel } from '../models/ports.ts'
import type { ImagePlan } from '../planning/plan.ts'

/** Both sides of a prompt, ready for the model. Release with {@link disposePrompt}. */
export interface EncodedPrompt {
  readonly wanted: Conditioning
  /** Null when the guidance scale is 1, or the network's own business: the negative prompt has no say then. */
  readonly unwanted: Conditioning | null
}

/** How close to 1 a guidance scale counts as 1. */
const ONE = 1e-4

/** The rating of pictures that nobody wants, for networks that know ratings. Fooocus' number. */
const UNWANTED_AESTHETIC = 2.5

/** True when the negative side is computed at all. */
export function usesNegative(
  plan: Pick<ImagePlan, 'guidanceScale'>,
  model: Pick<DiffusionModel, 'knowsGuidance'>,
): boolean {
  return !model.knowsGuidance && Math.abs(plan.guidanceScale - 1) >= ONE
}

/**
 * Encodes the texts of a plan.
 *
 * @param between awaited before every network call; may throw to stop
 */
export async function encodePrompt(
  plan: ImagePlan,
  model: DiffusionModel,
  between: BetweenCalls,
): Promise<EncodedPrompt> {
  const { clipSkip, guidanceScale, embeddings, adm } = plan
  const wanted = await model.conditionOn(
    {
      texts: plan.positiveTexts,
      pooledTexts: plan.positiveTopK,
      clipSkip,
      guidanceScale,
      embeddings,
      adm: { scale: adm.positive, end: adm.end },
    },
    between,
  )
  if (!usesNegative(plan, model)) return { wanted, unwanted: null }
  try {
    const unwanted = await model.conditionOn(
      {
        texts: plan.negativeTexts,
        clipSkip,
        guidanceScale,
        embeddings,
        aesthetic: UNWANTED_AESTHETIC,
        adm: { scale: adm.negative, end: adm.end },
      },
      between,
    )
    return { wanted, unwanted }
  } catch (error) {
    wanted.dispose()
    throw error
  }
}

/** Releases both sides. */
export function disposePrompt(prompt: EncodedPrompt): void {
  prompt.wanted.dispose()
  prompt.unwanted?.dispose()
}
