import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'

/** An ICU message as it is written, or already taken apart, which a build does. */
export type Message = string | readonly MessageFormatElement[]

/**
 * Takes a message apart. Text without marks of ICU needs no parser, and the built page has none.
 *
 * @throws SyntaxError when it is no ICU message
 */
export function elementsOf(message: Message): MessageFormatElement[] {
  if (typeof message !== 'string') return [...message]
  return isPlainText(message) ? [{ type: TYPE.literal, value: message }] : parse(message)
}

/** Whether a message says what it is, without any mark of ICU. */
export function isPlainText(message: string): boolean {
  return !/[{}'<]/.test(message)
}
