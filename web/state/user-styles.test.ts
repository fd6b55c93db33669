import { expect, it, vi } from 'vitest'
import type { UserFile, UserFiles } from '../../contract/user-files.ts'
import type { EnginePort } from './connection-state.ts'
import { createEnvironmentStore } from './environment.ts'
import type { PageToast } from './toasts.ts'
import { createUserStyleActions, watchUserStyles } from './user-styles.ts'

/** Actions over files in memory, which tell of themselves as the studio does. */
function setUp() {
  const environment = createEnvironmentStore(true)
  const kept = new Map<string, Blob>()
  let number = 0
  const tell = () => {
    const files = [...kept.keys()].map((name): UserFile => {
      return { kind: 'style', name, bytes: 1, addedAt: 0, sha256: name, lora: null }
    })
    environment.getState().hear({ type: 'user_files', files })
    return files
  }
  const userFiles = {
    add: (_kind, _name, blob) => {
      const name = `styles-${++number}.json`
      kept.set(name, blob)
      return Promise.resolve({ outcome: 'added', file: tell().find((file) => file.name === name)! })
    },
    remove: (_kind, name) => {
      kept.delete(name)
      return Promise.resolve(void tell())
    },
    read: (_kind, name) => Promise.resolve(kept.get(name) ?? null),
  } satisfies Partial<UserFiles>
  watchUserStyles(environment, userFiles)
  const toasts: PageToast[] = []
  const page = { environment, toast: (toast: PageToast) => void toasts.push(toast) }
  // Of the engine, only the files are needed.
  const act = createUserStyleActions(page, { studio: { userFiles } } as unknown as EnginePort)
  const names = () => environment.getState().userStyles.map(({ name }) => name)
  const undo = () => {
    const toast = toasts.at(-1)
    if (toast?.kind === 'file_removed') toast.undo?.()
  }
  return { act, names, kept, undo }
}

const style = (name: string) => ({ name, positive: '{prompt}', negative: '', keywords: '' })

it('adds, renames and removes styles, all in one file, and brings a removed one back', async () => {
  const { act, names, kept, undo } = setUp()
  expect(await act.putUserStyle(style('One'))).toBe(true)
  await vi.waitFor(() => expect(names()).toEqual(['One']))
  await act.putUserStyle(style('Two'))
  await vi.waitFor(() => expect(names()).toEqual(['One', 'Two']))
  expect(kept.size).toBe(1)
  await act.putUserStyle(style('Three'), 'One')
  await vi.waitFor(() => expect(names()).toEqual(['Two', 'Three']))
  await act.removeUserStyle('Two')
  await vi.waitFor(() => expect(names()).toEqual(['Three']))
  undo()
  await vi.waitFor(() => expect(names()).toEqual(['Two', 'Three']))
  expect(kept.size).toBe(1)
})

it('imports Fooocus’ form, and says when there is nothing in it', async () => {
  const { act, names } = setUp()
  expect(await act.importUserStyles('{"a": 1}')).toBe(0)
  expect(await act.importUserStyles('[{"name": "Soft", "prompt": "soft {prompt}"}]')).toBe(1)
  await vi.waitFor(() => expect(names()).toEqual(['Soft']))
})
