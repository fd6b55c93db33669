import { z } from 'zod'

// zod compiles parsers with `new Function` where it may, and finds out by trying. Our content security policy forbids
// it and each try is reported as a violation. This must happen before the first schema is made, so every schema gets
// its `z` from here. The relay parses thousands of messages a second and has no such policy: there it may compile.
z.config({ jitless: !('process' in globalThis) })

export { z }
