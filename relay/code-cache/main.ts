/** Where the built relay begins; the program itself is `main.ts` one folder up. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createCodeLoader } from './create-code-loader.ts'

const program = join(import.meta.dirname, 'program.cjs')

// Whoever reads stack traces with source maps gets them only of what Node has loaded itself.
if (process.sourceMapsEnabled) createRequire(program)(program)
else createCodeLoader().load(program)
