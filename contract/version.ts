/** This program's version; the same as in package.json, which a test holds it to. */
export const VERSION = '0.1.0'

/** What pictures say about who made them. */
export const GENERATOR = `Fooocus Tab v${VERSION}`
