import type { ApiConfig } from '../../http/parts.ts'

/** Where we leave FooocusAPI, and what it does itself. Numbers are those of the list of its peculiarities. */
export interface Compat {
  /** a task that is not there is 404 (itself: 200 with an empty list). */
  readonly unknownTask: 'not-found' | 'empty-list'
  /** a picture that could not be made is 500 with a reason (itself: 204, as after a stop). */
  readonly failedPicture: 'error' | 'no-content'
  /** LoRAs in records are objects (itself: one flat list of scalars). */
  readonly recordedLoras: 'objects' | 'flat'
  /** what a failed task is called (itself: finished, without pictures). */
  readonly failedStatus: 'error' | 'finished'
  /** the history has ended tasks only (itself: the running one too, with null for its status). */
  readonly history: 'ended' | 'with-running'
  /** an unknown preset is refused (itself: ignored). */
  readonly unknownPreset: 'refused' | 'ignored'
  /** how webhooks are encoded: an object (itself: a JSON text inside a JSON text). */
  readonly webhook: 'object' | 'text'
  /** both spellings of a path are served (itself: one of them is redirected). */
  readonly slashes: 'both' | 'redirect'
  /** what is known stands in running records (itself: an empty webhook address). */
  readonly runningWebhook: 'shown' | 'empty'
  /** 2.1.5: a stream begins by saying that the task waits (itself: says nothing). */
  readonly waitingEvent: 'sent' | 'none'
  /** `turbo` and `align_your_steps` are what their names say (itself: samples by `normal` in their place). */
  readonly namedSchedules: 'own' | 'normal'
}

const CLONE: Compat = {
  unknownTask: 'not-found',
  failedPicture: 'error',
  recordedLoras: 'objects',
  failedStatus: 'error',
  history: 'ended',
  unknownPreset: 'refused',
  webhook: 'object',
  slashes: 'both',
  runningWebhook: 'shown',
  waitingEvent: 'sent',
  namedSchedules: 'own',
}

const REFERENCE: Compat = {
  unknownTask: 'empty-list',
  failedPicture: 'no-content',
  recordedLoras: 'flat',
  failedStatus: 'finished',
  history: 'with-running',
  unknownPreset: 'ignored',
  webhook: 'text',
  slashes: 'redirect',
  runningWebhook: 'empty',
  waitingEvent: 'none',
  namedSchedules: 'normal',
}

/** How to behave under a configuration. */
export function compatOf({ compat }: Pick<ApiConfig, 'compat'>): Compat {
  return compat === 'reference' ? REFERENCE : CLONE
}
