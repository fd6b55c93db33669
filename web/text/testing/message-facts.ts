import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { elementsOf } from '../message-elements.ts'
import { valueNames } from '../value-names.ts'

/** What a message needs and tells apart. */
export interface MessageFacts {
  /** Names of all values that are filled in, each once, in order of the alphabet. */
  readonly values: readonly string[]
  /** Names of the branches of each select, as "value: branch, branch". */
  readonly selects: readonly string[]
  /** The categories of each plural, without exact numbers. */
  readonly plurals: readonly (readonly string[])[]
}

/** Reads what a message needs. Throws when it is no ICU message. */
export function messageFacts(message: string): MessageFacts {
  const selects = new Set<string>()
  const plurals: string[][] = []
  const read = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type !== TYPE.select && element.type !== TYPE.plural) continue
      const names = Object.keys(element.options).sort()
      if (element.type === TYPE.select) selects.add(`${element.value}: ${names.join(', ')}`)
      else plurals.push(names.filter((name) => !name.startsWith('=')))
      for (const { value } of Object.values(element.options)) read(value)
    }
  }
  read(elementsOf(message))
  return { values: valueNames(message).toSorted(), selects: [...selects].sort(), plurals }
}
