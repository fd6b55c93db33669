import { describe, expect, it, vi } from 'vitest'
import { GenerationRequest } from '../../contract/request.ts'
import { createTaskId } from '../../contract/task.ts'
import type { ConnectionState } from '../state/connection-state.ts'
import { createEnvironmentStore } from '../state/environment.ts'
import { createPreferencesStore } from '../state/preferences.ts'
import { createTasksStore } from '../state/tasks.ts'
import { restartOnChoice } from './restart-on-choice.ts'

const id = createTaskId('6d0f8d54-1d1e-4a83-9c63-3fd2c7a1c001')

function page(connection: ConnectionState) {
  const preferences = createPreferencesStore({ read: () => undefined, write: () => {} })
  const environment = createEnvironmentStore(true)
  const tasks = createTasksStore()
  const retry = vi.fn()
  environment.getState().setConnection(connection)
  restartOnChoice({ preferences, environment, tasks, engine: { retry } })
  const choose = () => preferences.getState().prefer({ engineBackend: 'wasm' })
  return { preferences, environment, tasks, retry, choose }
}

describe('restartOnChoice', () => {
  it('starts the engine anew, once for each choice', () => {
    const { choose, retry, preferences, environment } = page('active')
    choose()
    environment.getState().setOnline(false)
    expect(retry).toHaveBeenCalledTimes(1)
    preferences.getState().prefer({ engineThreads: 2 })
    expect(retry).toHaveBeenCalledTimes(2)
  })

  it('does nothing for other preferences', () => {
    const { preferences, retry } = page('active')
    preferences.getState().prefer({ theme: 'dark' })
    expect(retry).not.toHaveBeenCalled()
  })

  it('waits for the running task', () => {
    const { choose, retry, tasks } = page('active')
    const task = { id, origin: 'page', request: GenerationRequest.parse({}), createdAt: 1 } as const
    tasks.getState().apply({ type: 'queued', taskId: id, at: 1, task })
    tasks.getState().apply({ type: 'started', taskId: id, at: 2, attempt: 1 })
    choose()
    expect(retry).not.toHaveBeenCalled()
    tasks.getState().apply({ type: 'stopped', taskId: id, at: 3 })
    expect(retry).toHaveBeenCalledTimes(1)
  })

  it('waits until the engine has started', () => {
    const { choose, retry, environment } = page('starting')
    choose()
    expect(retry).not.toHaveBeenCalled()
    environment.getState().setConnection('active')
    expect(retry).toHaveBeenCalledTimes(1)
  })

  it('leaves an engine of another window alone, even when it comes here later', () => {
    const { choose, retry, environment } = page('elsewhere')
    choose()
    environment.getState().setConnection('active')
    expect(retry).not.toHaveBeenCalled()
  })
})
