import type { ModelCatalog } from '../../http/parts.ts'
import { unixSeconds } from './to-answer.ts'

/** A model in OpenAI's form. */
export interface ModelAnswer {
  readonly id: string
  readonly object: 'model'
  /** Seconds since 1970; when it was made is not known, so this is when it came here. */
  readonly created: number
  readonly owned_by: 'fooocus-tab'
  /** The model behind a name that stands for another. */
  readonly root: string
}

/** The list of models. @param since milliseconds since 1970 */
export function modelList(catalog: Pick<ModelCatalog, 'models'>, since: number) {
  return { object: 'list', data: catalog.models().map(({ id }) => modelAnswer(id, id, since)) }
}

/** @param id as asked for; clients compare it with what they get */
export function modelAnswer(id: string, root: string, since: number): ModelAnswer {
  return { id, object: 'model', created: unixSeconds(since), owned_by: 'fooocus-tab', root }
}
