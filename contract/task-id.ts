/** Names a task. Made by whoever submits it, so that it can listen before it speaks. 32 hex digits. */
export type TaskId = string & { readonly __brand: 'TaskId' }

/** A fresh task id: a version 4 UUID as 32 hex digits, FooocusAPI's form. */
export function createTaskId(uuid: string): TaskId {
  // A brand exists for the compiler only; this function is where ids are born.
  return uuid.replaceAll('-', '').toLowerCase() as TaskId
}

/** Who asked: a person at the page, or a client of the relay. */
export type TaskOrigin = 'page' | 'relay'
