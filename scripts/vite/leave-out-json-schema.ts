import type { Plugin } from 'vite'

/** zod's code that describes schemas as JSON schemas. */
const LEFT_OUT = ['/zod/v4/core/json-schema-processors.js', '/zod/v4/core/to-json-schema.js']

/**
 * Leaves out what zod describes its schemas with. Each schema carries a method for it, so a bundler keeps all of the
 * code, and only the server, which is built without this, publishes schemas. What remains says so when it is called.
 */
export function leaveOutJsonSchema(): Plugin {
  const found = new Set<string>()
  return {
    name: 'fooocus-tab:leave-out-json-schema',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const file = LEFT_OUT.find((path) => id.replaceAll('\\', '/').endsWith(path))
      if (!file) return null
      found.add(file)
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name!)
      const aliases = [...code.matchAll(/^export \{ (\w+) as (\w+) \};$/gm)].map(([alias]) => alias)
      const refusal = `{ throw new Error('zod’s JSON schemas are left out of this build') }`
      return {
        code: [...names.map((name) => `export function ${name}() ${refusal}`), ...aliases].join('\n'),
        map: null,
      }
    },
    buildEnd(error) {
      const missed = LEFT_OUT.find((file) => !found.has(file))
      if (!error && missed) this.error(`${missed} is not there any more: zod’s JSON schemas are in the page`)
    },
  }
}
