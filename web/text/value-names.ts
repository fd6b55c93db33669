import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { elementsOf, type Message } from './message-elements.ts'

/** Names of all values that a message is filled in with, each once. */
export function valueNames(message: Message): readonly string[] {
  const names = new Set<string>()
  const read = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue
      names.add(element.value)
      if (element.type !== TYPE.select && element.type !== TYPE.plural) continue
      for (const { value } of Object.values(element.options)) read(value)
    }
  }
  read(elementsOf(message))
  return [...names]
}
