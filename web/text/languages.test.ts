import { describe, expect, it } from 'vitest'
import { findTongue, isLanguageChoice } from './languages.ts'

describe('findTongue', () => {
  it.each([
    [['de-AT', 'en'], 'de', 'de-AT'],
    [['fr', 'zh-CN', 'en'], 'zh-Hans', 'zh-CN'],
    [['zh'], 'zh-Hans', 'zh'],
    // Traditional characters are another script.
    [['zh-TW', 'de'], 'de', 'de'],
    [['fr-FR'], 'en', 'en'],
    [['not a tag', 'en-GB'], 'en', 'en-GB'],
    [[], 'en', 'en'],
  ] as const)('hears %j as %s', (wanted, language, locale) => {
    expect(findTongue('system', wanted)).toEqual({ language, locale, direction: 'ltr' })
  })

  it('reads Arabic from right to left, with the numbers of its place', () => {
    expect(findTongue('system', ['ar-EG', 'en'])).toEqual({
      language: 'ar',
      locale: 'ar-EG',
      direction: 'rtl',
    })
  })

  it('writes numbers as the place does whose language was chosen', () => {
    expect(findTongue('de', ['en-US', 'de-CH']).locale).toBe('de-CH')
    expect(findTongue('de', ['en-US']).locale).toBe('de')
  })

  it('reads the mirrored pseudo-locale from right to left, with English numbers', () => {
    expect(findTongue('ar-XB', ['de'])).toEqual({ language: 'ar-XB', locale: 'en', direction: 'rtl' })
  })
})

describe('isLanguageChoice', () => {
  it('knows what can be chosen', () => {
    expect(['system', 'de', 'en-XA', 'fr', null].map(isLanguageChoice)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})
