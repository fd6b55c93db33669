import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import Module from 'node:module'
import { dirname, resolve } from 'node:path'
import { constants, Script } from 'node:vm'

/** Runs built files as Node does, only sooner: with what the compiler made of them before. */
export interface CodeLoader {
  /**
   * Runs a CommonJS file, and those that it requires by a path, once each.
   *
   * @param path absolute
   * @returns what it exports
   * @throws what the file throws; Node's own error when it cannot be read
   */
  load(path: string): unknown
  /** Files for which the compiler took what lay beside them. */
  taken(): readonly string[]
  /** Leaves what the compiler has made so far beside each file that was run, for later loaders. Atomic for each file. */
  save(): void
}

/** Ending of what lies beside a file: a seal, then the compiler's own bytes. */
const CODE_ENDING = '.code'
const SEAL_BYTES = 32

const WRAPPED = Module.wrap('')

/** What CommonJS files are called with. */
type Body = (
  ...given: [exports: object, require: unknown, module: object, file: string, folder: string]
) => void

/**
 * Makes a loader. Where nothing lies beside a file, or something that does not belong to exactly this file, this Node and
 * its flags for the compiler (`--max-old-space-size` is one), the file is read as usual: that costs time and nothing else.
 */
export function createCodeLoader(): CodeLoader {
  const modules = new Map<string, { readonly exports: object }>()
  const scripts = new Map<string, { readonly script: Script; readonly source: string }>()
  const taken: string[] = []

  const load = (path: string): object => {
    const known = modules.get(path)
    if (known) return known.exports
    const module = { exports: {} }
    modules.set(path, module)
    try {
      run(path, module)
    } catch (error) {
      // Whoever asks again hears again what is wrong.
      modules.delete(path)
      throw error
    }
    return module.exports
  }

  const run = (path: string, module: { readonly exports: object }) => {
    const requireOutside = Module.createRequire(path)
    const folder = dirname(path)
    const requireFrom = (id: string): unknown =>
      id.startsWith('.') ? load(resolve(folder, id)) : requireOutside(id)
    const source = readFileSync(path, 'utf8')
    const cachedData = readCode(path, source)
    const script = new Script(Module.wrap(source), {
      filename: path,
      // So that places in stack traces are those of the file.
      columnOffset: -WRAPPED.indexOf('\n'),
      ...(cachedData && { cachedData }),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    })
    scripts.set(path, { script, source })
    if (script.cachedDataRejected === false) taken.push(path)
    const body = script.runInThisContext() as Body
    body(module.exports, requireFrom, module, path, folder)
  }

  return {
    load,
    taken: () => taken,
    save: () => {
      for (const [path, { script, source }] of scripts) {
        const code = script.createCachedData()
        const temporary = `${path}${CODE_ENDING}.tmp`
        writeFileSync(temporary, Buffer.concat([sealOf(source, code), code]))
        renameSync(temporary, path + CODE_ENDING)
      }
    },
  }
}

/** The compiler checks who made its bytes, not whether they are whole or made from this text; running others crashes. */
function readCode(path: string, source: string): Buffer | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(path + CODE_ENDING)
  } catch {
    return null
  }
  const code = bytes.subarray(SEAL_BYTES)
  return sealOf(source, code).equals(bytes.subarray(0, SEAL_BYTES)) ? code : null
}

function sealOf(source: string, code: Uint8Array): Buffer {
  return createHash('sha256')
    .update(`${process.version} ${process.arch}\0`)
    .update(source)
    .update('\0')
    .update(code)
    .digest()
}
