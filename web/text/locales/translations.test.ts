import { describe, expect, it } from 'vitest'
import { HELP_MESSAGES, type HelpTexts } from '../help-messages.ts'
import { MESSAGES, type MessageKey } from '../messages.ts'
import { messageFacts } from '../testing/message-facts.ts'
import type { Translation } from '../translation.ts'
import { HELP_MESSAGES as ARABIC_HELP } from './ar/help-messages.ts'
import { ARABIC } from './ar/index.ts'
import { HELP_MESSAGES as GERMAN_HELP } from './de/help-messages.ts'
import { GERMAN } from './de/index.ts'
import { HELP_MESSAGES as CHINESE_HELP } from './zh-Hans/help-messages.ts'
import { CHINESE } from './zh-Hans/index.ts'

const TRANSLATIONS: readonly (readonly [string, Translation, Partial<HelpTexts>])[] = [
  ['ar', ARABIC, ARABIC_HELP],
  ['de', GERMAN, GERMAN_HELP],
  ['zh-Hans', CHINESE, CHINESE_HELP],
]

/** How a translation departs from its source, in words; empty where it does not. */
function faults(english: string, translated: string, locale: string): readonly string[] {
  const source = messageFacts(english)
  const target = messageFacts(translated)
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
  return [
    ...(String(source.values) === String(target.values) ? [] : [`values ${String(target.values)}`]),
    ...(String(source.selects) === String(target.selects) ? [] : [`select ${String(target.selects)}`]),
    ...target.plurals
      .filter((plural) => String(plural) !== String(categories))
      .map((plural) => `plural ${String(plural)}`),
  ]
}

describe('faults', () => {
  it.each([
    ['{count, plural, one {# file} other {# files}}', '{count, plural, other {# 个文件}}', 'zh', []],
    ['{count, plural, one {# file} other {# files}}', '{count, number} 个文件', 'zh', []],
    [
      '{count, plural, one {# file} other {# files}}',
      '{count, plural, other {# Dateien}}',
      'de',
      ['plural other'],
    ],
    ['Delete {name}', 'Löschen', 'de', ['values ']],
    ['{kind, select, a {A} other {B}}', '{kind, select, other {B}}', 'de', ['select kind: other']],
  ])('finds what is wrong with %j as %j', (english, translated, locale, found) => {
    expect(faults(english, translated, locale)).toEqual(found)
  })
})

describe.each(TRANSLATIONS)('the translation into %s', (locale, translation, help) => {
  // Object.entries loses the names of the keys, which the type of a translation has checked.
  const entries = Object.entries(translation) as [MessageKey, string][]

  it('has every sentence', () => {
    expect(Object.keys(MESSAGES).filter((key) => !(key in translation))).toEqual([])
  })

  it('has all of the help', () => {
    expect(Object.keys(HELP_MESSAGES).filter((topic) => !(topic in help))).toEqual([])
  })

  it('fills in and tells apart what English does', () => {
    const wrong = entries.flatMap(([key, text]) =>
      faults(MESSAGES[key], text, locale).map((fault) => `${key}: ${fault}`),
    )
    expect(wrong).toEqual([])
  })

  it('has no empty sentence', () => {
    expect(entries.filter(([, text]) => text.trim() === '')).toEqual([])
  })
})
