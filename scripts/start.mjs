/**
 * `npm start`: installs and builds what is missing, then runs the server with the arguments given here.
 * Plain JavaScript without packages, since it runs before anything is installed.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled } from './setup/install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

await ensureInstalled(root)
await ensureBuilt(root)

const server = spawn(process.execPath, [join(root, 'dist/relay/main.cjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  // The server decides when it is done; this only passes the wish on.
  process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
}
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
