import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { giveUp, say } from './say.mjs'

/** Everything that a build is made from. */
const SOURCES = [
  'contract',
  'workers',
  'web',
  'relay',
  'public',
  'scripts/vite',
  'scripts/compress.ts',
  'vite.config.ts',
  'models-manifest.json',
  'package.json',
  'package-lock.json',
]

/** Remembers what the build in dist/ was made from. */
const STAMP = 'dist/sources.sha256'

/**
 * Builds page and server unless dist/ was made from exactly these sources.
 *
 * @param {string} root the repository
 */
export async function ensureBuilt(root) {
  const sources = hashOf(root)
  if (sources === stampOf(root)) return
  say('Building ...')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { ok, output, seconds } = await run(npm, ['run', '--silent', 'build'], { cwd: root })
  if (!ok) giveUp(`${output}\nThe build failed; the reason is above.`)
  writeFileSync(join(root, STAMP), sources)
  say(`Built in ${Math.round(seconds)} s.`)
}

/** @param {string} root */
function stampOf(root) {
  const path = join(root, STAMP)
  const complete =
    existsSync(join(root, 'dist/web/index.html')) && existsSync(join(root, 'dist/relay/main.cjs'))
  return complete && existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** @param {string} root */
function hashOf(root) {
  // What the compiler made of the server is of use to this version of Node only.
  const hash = createHash('sha256').update(`${process.version} ${process.env.FOOOCUS_TAB_BASE ?? '/'}`)
  for (const path of SOURCES.flatMap((source) => filesUnder(root, source))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} source a file or a folder
 * @returns {string[]} in the same order everywhere
 */
function filesUnder(root, source) {
  const path = join(root, source)
  if (!existsSync(path)) return []
  const entries = tryReadFolder(path)
  if (!entries) return [source]
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = `${source}/${entry.name}`
      if (entry.isDirectory()) return filesUnder(root, inside)
      return /\.test\.tsx?$/.test(entry.name) ? [] : [inside]
    })
}

/** @param {string} path */
function tryReadFolder(path) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return undefined
  }
}
