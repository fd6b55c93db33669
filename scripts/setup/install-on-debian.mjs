import { existsSync } from 'node:fs'
import { run } from './run.mjs'
import { say } from './say.mjs'

/**
 * Installs a package of Debian's where that is allowed.
 *
 * @param {string} name
 * @returns {Promise<boolean>} whether it is there now
 */
export async function installOnDebian(name) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  say(`Installing ${name} with apt-get ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  const { ok, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', name], { env })
  if (!ok) say(output)
  return ok
}
