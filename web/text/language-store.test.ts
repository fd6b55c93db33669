import { describe, expect, it } from 'vitest'
import { createLanguageStore } from './language-store.ts'

describe('the language store', () => {
  it('speaks English until told otherwise', () => {
    const { language, say } = createLanguageStore(() => ['de']).getState()
    expect([language, say('language.label')]).toEqual(['en', 'Language'])
  })

  it('follows the browser, and a choice over it', async () => {
    const store = createLanguageStore(() => ['de-AT', 'en'])
    await store.getState().choose('system')
    expect(store.getState()).toMatchObject({ choice: 'system', language: 'de' })
    expect(store.getState().say('language.label')).toBe('Sprache')
    expect(store.getState().say.locale).toBe('de-AT')
    await store.getState().choose('zh-Hans')
    expect(store.getState().say('language.label')).toBe('语言')
  })

  it('ends up with the last choice, whichever arrives first', async () => {
    const store = createLanguageStore(() => [])
    const first = store.getState().choose('de')
    const second = store.getState().choose('en')
    await Promise.all([first, second])
    expect(store.getState()).toMatchObject({ choice: 'en', language: 'en' })
  })
})
