import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { giveUp, say } from './say.mjs'

/** Vite and its family need this much. */
const NEEDED_NODE = { major: 20, minor: 19 }

/**
 * Makes sure that node_modules holds what package-lock.json names; installs it where it does not.
 *
 * @param {string} root the repository
 */
export async function ensureInstalled(root) {
  checkNode()
  if (isInstalled(root)) return
  say('Installing what is missing (about a minute) ...')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { ok, output, seconds } = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
  })
  if (!ok) giveUp(`${output}\nInstalling failed; the reason is above. Try "npm ci".`)
  say(`Installed in ${Math.round(seconds)} s.`)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > NEEDED_NODE.major || (major === NEEDED_NODE.major && minor >= NEEDED_NODE.minor)) return
  giveUp(
    `Node ${NEEDED_NODE.major}.${NEEDED_NODE.minor} or newer is needed; this is ${process.versions.node}.`,
  )
}

/**
 * Whether every package is there in the version that the lock file names. npm keeps its own list of what it has
 * put into node_modules, so an `npm ci` by hand counts too. Packages for other platforms may be absent.
 *
 * @param {string} root
 */
function isInstalled(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const present = packagesIn(join(root, 'node_modules/.package-lock.json'))
  if (!wanted) giveUp('package-lock.json is missing or unreadable, so there is nothing to install from.')
  if (!present) return false
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true
    const there = present[path]
    return there ? there.version === version : Boolean(optional || devOptional)
  })
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | undefined}
 */
function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}
