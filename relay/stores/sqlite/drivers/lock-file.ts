import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Claims something for this process until the result is called, or until it dies. A file that names this very process
 * is an old one: a container gives every process the same number.
 *
 * @param path of a file that holds the owner's process id
 * @throws Error when a living process holds it
 */
export function lockFile(path: string): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(readFileSync(path, 'utf8'))
    if (holder !== process.pid && isAlive(holder)) {
      throw new Error(`process ${holder} has it open (if that is no relay, delete ${path})`)
    }
    rmSync(path, { force: true })
  }
  throw new Error(`another process was faster at ${path}`)
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
