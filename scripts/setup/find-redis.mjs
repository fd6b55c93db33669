import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installOnDebian } from './install-on-debian.mjs'

/**
 * Makes sure that tests can start a Redis server of their own.
 *
 * @returns {Promise<{ missing: string } | null>} a sentence that says what to do, or null when one is there
 */
export async function findRedis() {
  if (isOnPath() || ((await installOnDebian('redis-server')) && isOnPath())) return null
  return {
    missing:
      'The relay is tested on a real Redis and there is none. Install it (on Debian: apt-get install redis-server).',
  }
}

function isOnPath() {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, 'redis-server'), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
