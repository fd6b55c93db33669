import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { PAGE_LIBRARIES } from '../../web/features/about/libraries.ts'

const FILE = 'third-party-notices.txt'
const LICENCE = /^(?:licen[cs]e|copying|notice)/iu

/**
 * Writes the licence texts of all packages that are built into the page, which most of them ask for: those that the
 * page lists, and whatever else is in its chunks.
 */
export function thirdPartyNotices(root: string): Plugin {
  return {
    name: 'fooocus-tab:third-party-notices',
    apply: 'build',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const names = new Set([
        ...PAGE_LIBRARIES.map(({ name }) => name),
        ...modules.flatMap((id) => packageOf(id) ?? []),
      ])
      const source = [...names]
        .sort()
        .flatMap((name) => notice(root, name) ?? [])
        .join('\n\n')
      this.emitFile({ type: 'asset', fileName: FILE, source })
    },
  }
}

/** The package that a module belongs to: the last one in its path. */
function packageOf(id: string): string | null {
  const path = id.split(/[\\/]node_modules[\\/]/u).at(-1)!
  if (path === id) return null
  const [first, second] = path.split(/[\\/]/u)
  return first!.startsWith('@') ? `${first}/${second}` : first!
}

/** A package's name, version and licence text; null where only another package has it inside itself. */
function notice(root: string, name: string): string | null {
  const folder = join(root, 'node_modules', name)
  if (!existsSync(join(folder, 'package.json'))) return null
  // Every package says its version and licence there.
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string
    license?: string
  }
  const texts = readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return [`${name} ${version} (${license ?? 'see below'})`, '-'.repeat(72), ...texts].join('\n')
}
