import { toErrorData, type ErrorData } from '../../contract/errors.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import { MAX_IMAGES, type GenerationRequest } from '../../contract/request.ts'
import { arrayChoices } from './array-choices.ts'
import type { Draft } from './draft.ts'
import { draftHere } from './draft-now.ts'
import { isSeedValid, seedsOf } from './effective-request.ts'
import { modelsKnown } from './environment.ts'
import type { PageStores } from './page-stores.ts'
import type { QueueEntrance } from './submit.ts'

/** What became of a press of Generate. */
export type GenerateOutcome =
  | { readonly kind: 'submitted'; readonly waiting: number }
  | { readonly kind: 'refused'; readonly error: ErrorData }
  | { readonly kind: 'seed_invalid' }
  /** No model is known yet, and what the draft comes to depends on it; `outcome` is what comes of it then. */
  | { readonly kind: 'held'; readonly outcome: Promise<GenerateOutcome> }
  /** Another press took the place of one that was held, or Stop let go of it. */
  | { readonly kind: 'dropped' }

/** @param suggestion takes the place of an empty prompt and is written into the box */
type Generate = (suggestion: string) => GenerateOutcome

/** The ways to generate. */
export interface GenerateActions {
  readonly generate: Generate
  /** At the front of the queue. */
  readonly generateNext: Generate
  /** Again and again, each time from the draft as it is then, until Stop or {@link endRepeat}. */
  readonly generateRepeatedly: Generate
  /** Once more, for a repetition that goes on. */
  readonly repeatAgain: () => void
  readonly endRepeat: () => void
  /** One task for each style that is on, with this style alone. */
  readonly generateEachStyle: Generate
  /** As many pictures as the prompt's arrays have combinations. */
  readonly generateEachChoice: Generate
}

/** How many pictures show every choice of the prompt's arrays once, up to the most one task can have. */
export function countChoices(request: Pick<GenerationRequest, 'prompt'>): number {
  return Math.min(arrayChoices(request.prompt) ?? 1, MAX_IMAGES)
}

/**
 * Makes the ways to generate.
 *
 * @param clear gives way to what the person wants: the sample of a first visit
 */
export function createGenerateActions(
  page: PageStores,
  queue: QueueEntrance,
  clear: () => void,
): GenerateActions {
  const { draft, tasks, gallery, habits, environment, toast } = page

  /** @throws invalid_request and the like */
  const requestsOf = (current: Draft): readonly GenerationRequest[] => {
    const request = parseRequest(draftHere(current, environment.getState()).request)
    return seedsOf(current).map((image_seed) => ({ ...request, image_seed }))
  }

  /** @param enter puts the draft's requests, one for each seed, into the queue */
  const begin = (
    suggestion: string,
    enter: (requests: readonly GenerationRequest[]) => void,
  ): GenerateOutcome => {
    const before = draft.getState().draft
    if (!isSeedValid(before)) return { kind: 'seed_invalid' }
    if ((before.request.prompt ?? '').trim() === '') {
      draft.getState().edit({ prompt: suggestion })
      toast({ kind: 'prompt_suggested', undo: () => draft.getState().edit({ prompt: '' }) })
    }
    // A copy, which is this press' own.
    const pressed = { ...draft.getState().draft }
    const finish = (): GenerateOutcome => {
      try {
        const requests = requestsOf(pressed)
        clear()
        gallery.getState().choose(null)
        enter(requests)
        habits.getState().note(requests[0]!)
        return { kind: 'submitted', waiting: queue.waiting().length }
      } catch (error) {
        return { kind: 'refused', error: toErrorData(error) }
      }
    }
    if (environment.getState().areModelsKnown) return finish()
    tasks.getState().hold(pressed)
    const release = (): GenerateOutcome => {
      if (tasks.getState().heldPress !== pressed) return { kind: 'dropped' }
      tasks.getState().hold(null)
      return finish()
    }
    return { kind: 'held', outcome: modelsKnown(environment).then(release) }
  }

  const submitRepeated = (requests: readonly GenerationRequest[]) => {
    const ids = requests.map(queue.submit)
    // It goes on after the last of them.
    tasks.getState().repeat(ids.at(-1) ?? null)
  }

  return {
    generate: (suggestion) => begin(suggestion, (requests) => requests.forEach(queue.submit)),
    generateNext: (suggestion) =>
      begin(suggestion, (requests) => {
        const waiting = queue.waiting()
        queue.arrange([...requests.map(queue.submit), ...waiting])
      }),
    generateRepeatedly: (suggestion) => begin(suggestion, submitRepeated),
    repeatAgain: () => {
      if (!isSeedValid(draft.getState().draft)) return
      try {
        submitRepeated(requestsOf(draft.getState().draft))
      } catch {
        // What the draft has become cannot be drawn: the next press of Generate says why.
      }
    },
    endRepeat: () => tasks.getState().repeat(null),
    generateEachStyle: (suggestion) =>
      begin(suggestion, (requests) => {
        for (const request of requests)
          for (const style of request.style_selections)
            queue.submit({ ...request, style_selections: [style] })
      }),
    generateEachChoice: (suggestion) =>
      begin(suggestion, (requests) => {
        for (const request of requests) queue.submit({ ...request, image_number: countChoices(request) })
      }),
  }
}

/**
 * Goes on with a repetition when its task has finished; any other end ends it. Nothing that the person looks at
 * changes by it.
 */
export function watchRepeat(tasks: PageStores['tasks'], again: () => void): void {
  tasks.subscribe((state) => {
    const { repeated, byId } = state
    if (repeated === null) return
    const phase = byId[repeated]?.phase
    if (phase === 'queued' || phase === 'running') return
    state.repeat(null)
    if (phase === 'finished') again()
  })
}
