import { fileURLToPath } from 'node:url'
import { normalizePath, type Plugin } from 'vite'
import { elementsOf, isPlainText } from '../../web/text/message-elements.ts'

const SENTENCES = normalizePath(fileURLToPath(new URL('../../web/text/', import.meta.url)))

/** The library without its parser; reading an uncompiled message with it throws. */
const PARSER = '@formatjs/icu-messageformat-parser'

/**
 * Takes ICU messages apart while building, so that the page carries no parser and need not do it when it starts. A
 * message without values stays the text it is. Development and tests read the messages as they are written.
 */
export function compileMessages(): Plugin {
  return {
    name: 'fooocus-tab:compile-messages',
    apply: 'build',
    config: () => ({ resolve: { alias: [{ find: PARSER, replacement: `${PARSER}/no-parser.js` }] } }),
    transform(code, id) {
      // Help is shown as it is written: its braces and brackets are a prompt's.
      if (!id.startsWith(SENTENCES) || !/messages\.ts$/.test(id) || id.endsWith('/help-messages.ts'))
        return null
      const found: { start: number; end: number; text: string }[] = []
      const visit = (node: unknown): void => {
        if (Array.isArray(node)) return node.forEach(visit)
        if (!isNode(node)) return
        if (node.type === 'Property' && isText(node.value) && !isPlainText(node.value.value)) {
          const { start, end, value } = node.value
          found.push({ start, end, text: JSON.stringify(elementsOf(value)) })
        }
        Object.values(node).forEach(visit)
      }
      visit(this.parse(code))
      return { code: replaceAll(code, found), map: null }
    },
  }
}

function replaceAll(code: string, places: readonly { start: number; end: number; text: string }[]): string {
  const inOrder = places.toSorted((a, b) => a.start - b.start)
  const parts = inOrder.map(({ start, text }, at) => code.slice(inOrder[at - 1]?.end ?? 0, start) + text)
  return parts.join('') + code.slice(inOrder.at(-1)?.end ?? 0)
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly value?: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

const isText = (value: unknown): value is Node & { readonly value: string } =>
  isNode(value) && value.type === 'Literal' && typeof value.value === 'string'
