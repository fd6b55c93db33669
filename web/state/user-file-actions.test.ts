import { describe, expect, it, vi } from 'vitest'
import type { UserFiles } from '../../contract/user-files.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageToast } from './toasts.ts'
import { createUserFileActions } from './user-file-actions.ts'

function actions(files: Partial<UserFiles>) {
  const toasts: PageToast[] = []
  // Nothing else of the studio is asked.
  const studio = { userFiles: files } as EnginePort['studio']
  return { toasts, ...createUserFileActions({ toast: (toast) => void toasts.push(toast) }, { studio }) }
}

describe('own files', () => {
  it('are brought back, bytes and all, by undo', async () => {
    const blob = new Blob(['x'])
    const [add, remove] = [vi.fn(), vi.fn(() => Promise.resolve())]
    const { removeUserFile, toasts } = actions({ read: () => Promise.resolve(blob), remove, add })
    await removeUserFile('embedding', 'fox.safetensors')
    expect(remove).toHaveBeenCalledWith('embedding', 'fox.safetensors')
    const [toast] = toasts
    expect(toast).toMatchObject({ kind: 'file_removed', name: 'fox.safetensors' })
    if (toast && 'undo' in toast) toast.undo?.()
    expect(add).toHaveBeenCalledWith('embedding', 'fox.safetensors', blob)
  })

  it('offer no undo where their bytes are gone', async () => {
    const { removeUserFile, toasts } = actions({
      read: () => Promise.resolve(null),
      remove: () => Promise.resolve(),
    })
    await removeUserFile('lora', 'fox.safetensors')
    expect(toasts).toEqual([{ kind: 'file_removed', name: 'fox.safetensors' }])
  })

  it('tell of a failure as data', async () => {
    const { addUserFile } = actions({ add: () => Promise.reject(new Error('no room')) })
    expect(await addUserFile('lora', new File([], 'a'))).toMatchObject({
      outcome: 'failed',
      error: { code: 'internal' },
    })
  })
})
