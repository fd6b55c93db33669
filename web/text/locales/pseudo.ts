import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { elementsOf } from '../message-elements.ts'
import type { Catalogue } from '../say.ts'

const PLAIN = 'AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz'
const ACCENTED = [...'ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀɱÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž']
const LONGER = 0.4
/** A value that is filled in counts as so many letters. */
const SHORT_VALUE = 2
/** What makes a sentence longer: whole words, so that it breaks over lines as a translation would. */
const FILL = 'öñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ éļéṽéñ ţŵéļṽé ţĥîŕţééñ ƒöûŕţééñ ƒîƒţééñ'

/** English with accents, in brackets, and longer by two fifths: what is cut off or not of the catalogue shows. */
export function accented(english: Catalogue): Catalogue {
  return changed(english, (elements) =>
    hasWords(elements)
      ? [
          literal('['),
          ...inLiterals(elements, (text) => [...text].map(accent).join('')),
          literal(` ${FILL.slice(0, Math.ceil(lengthOf(elements) * LONGER)).trim()}]`),
        ]
      : [...elements],
  )
}

/** English written from right to left, with what is filled in kept apart from the words around it. */
export function mirrored(english: Catalogue): Catalogue {
  return changed(english, (elements) =>
    hasWords(elements)
      ? inLiterals(isolated(elements), mirror)
      : // Width and height and the like keep their order.
        [literal('\u2066'), ...elements, literal('\u2069')],
  )
}

function changed(
  english: Catalogue,
  change: (elements: readonly MessageFormatElement[]) => MessageFormatElement[],
): Catalogue {
  const entries = Object.entries(english).map(([key, message]) => [key, change(elementsOf(message))])
  // The same keys as in `english`, which fromEntries cannot know.
  return Object.fromEntries(entries) as Catalogue
}

const literal = (value: string): MessageFormatElement => ({ type: TYPE.literal, value })

const accent = (letter: string) => ACCENTED[PLAIN.indexOf(letter)] ?? letter

/** Each word between marks that show its letters from right to left. */
const mirror = (text: string) => text.replace(/[\p{L}\p{N}]+/gu, '\u200f\u202e$&\u202c\u200f')

const branchesOf = (element: MessageFormatElement) =>
  element.type === TYPE.select || element.type === TYPE.plural
    ? Object.values(element.options).map(({ value }) => value)
    : []

/** Whether a message says anything, or only puts values together. */
function hasWords(elements: readonly MessageFormatElement[]): boolean {
  return elements.some((element) =>
    element.type === TYPE.literal ? /\p{L}/u.test(element.value) : branchesOf(element).some(hasWords),
  )
}

/** Letters of a message, in its longest branches. */
function lengthOf(elements: readonly MessageFormatElement[]): number {
  const lengths = elements.map((element) =>
    element.type === TYPE.literal
      ? element.value.length
      : Math.max(SHORT_VALUE, ...branchesOf(element).map(lengthOf)),
  )
  return lengths.reduce((sum, length) => sum + length, 0)
}

/** Changes the words of a message and leaves its values alone. */
function inLiterals(
  elements: readonly MessageFormatElement[],
  change: (text: string) => string,
): MessageFormatElement[] {
  return elements.map((element) =>
    element.type === TYPE.literal
      ? { ...element, value: change(element.value) }
      : withBranches(element, (branch) => inLiterals(branch, change)),
  )
}

/** Puts every value that is filled in between marks that keep its direction to itself. */
function isolated(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) =>
    element.type === TYPE.argument
      ? [literal('\u2068'), element, literal('\u2069')]
      : [withBranches(element, isolated)],
  )
}

function withBranches(
  element: MessageFormatElement,
  change: (branch: readonly MessageFormatElement[]) => MessageFormatElement[],
): MessageFormatElement {
  if (element.type !== TYPE.select && element.type !== TYPE.plural) return element
  const options = Object.fromEntries(
    Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: change(option.value) },
    ]),
  )
  return { ...element, options }
}
