import { performancesOf } from '../../contract/manifest.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { draftHere } from './draft-now.ts'
import { modelsKnown } from './environment.ts'
import type { PageStores } from './page-stores.ts'
import type { QueueEntrance } from './submit.ts'

/** What can be done with styles besides choosing them. */
export interface StyleActions {
  /**
   * Makes one picture of the current prompt with this style alone, in the fewest steps that the model can do, before
   * anything that waits.
   *
   * @param suggestion stands in for an empty prompt
   */
  readonly tryStyle: (name: string, suggestion: string) => Promise<void>
}

/** Makes the actions of styles. */
export function createStyleActions(
  { draft, environment }: Pick<PageStores, 'draft' | 'environment'>,
  queue: QueueEntrance,
): StyleActions {
  return {
    tryStyle: async (name, suggestion) => {
      const pressed = draft.getState().draft
      await modelsKnown(environment)
      const { model, request } = draftHere(pressed, environment.getState())
      const mode = model && performancesOf(model.spec).at(-1)
      const waiting = queue.waiting()
      const id = queue.submit(
        GenerationRequest.parse({
          ...request,
          prompt: request.prompt.trim() === '' ? suggestion : request.prompt,
          style_selections: [name],
          image_number: 1,
          ...(mode && { performance_selection: mode }),
        }),
      )
      queue.arrange([id, ...waiting])
    },
  }
}
