import type { ModelEntry } from '../../contract/manifest.ts'
import { MESSAGES, type MessageKey } from './messages.ts'
import type { Say } from './say.ts'

/** What a model is, in the user's language where that is known. */
export function modelAbout({ id, description }: Pick<ModelEntry, 'id' | 'description'>, say: Say): string {
  const key = `model.about.${id}`
  return key in MESSAGES ? say(key as MessageKey) : description
}
