import closeWithGrace from 'close-with-grace'
import type { Relay } from './create-relay.ts'
import { ConfigError, readInvocation, type Invocation, type RelayConfig } from './config.ts'
import { runTerminalCommand } from './terminal-command.ts'
import { welcome } from './welcome.ts'

/** For what is closed after the last answer; milliseconds. */
const CLOSING_MS = 5_000

void main()

async function main(): Promise<void> {
  try {
    await run(readInvocation(process.argv.slice(2), process.env))
  } catch (error) {
    console.error(sentenceFor(error))
    process.exitCode = 1
  }
}

async function run(invocation: Invocation): Promise<void> {
  switch (invocation.kind) {
    case 'help':
      return console.log(invocation.text)
    case 'command':
      process.exitCode = await runTerminalCommand(invocation, (text) => console.log(text))
      return
    case 'serve':
      return serve(invocation.config)
    default:
      return invocation satisfies never
  }
}

async function serve(config: RelayConfig): Promise<void> {
  const relay = await create(config)
  try {
    const address = await relay.listen()
    console.log(welcome(address, config))
    const tab = config.headlessTab ? await openTab(address, config, relay.logger) : null
    closeWithGrace({ delay: config.shutdownMs + CLOSING_MS, logger: false }, async ({ err }) => {
      if (err) console.error(sentenceFor(err))
      await tab?.stop()
      await relay.close()
    })
  } catch (error) {
    await relay.close()
    throw error
  }
}

/** Commands need none of this, and it takes most of the time that starting takes. */
async function create(config: RelayConfig): Promise<Relay> {
  const { openStore } = await import('./open-store.ts')
  // The database opens in its own thread while this one reads the rest of the code.
  const opening = openStore(config)
  // Heard below; until then nobody else may.
  opening.catch(() => undefined)
  try {
    const { createRelay } = await import('./create-relay.ts')
    return await createRelay(config, { opening, log: (line) => void process.stdout.write(line) })
  } catch (error) {
    // What is open would keep the process alive. How it closes is not what went wrong.
    await opening.then(
      ({ store, bus }) => Promise.allSettled([store.close(), bus.close()]),
      () => undefined,
    )
    throw error
  }
}

async function openTab(address: string, { dataPath, memoryOnly }: RelayConfig, logger: Relay['logger']) {
  const { startHeadlessTab } = await import('./headless/headless-tab.ts')
  try {
    return startHeadlessTab({
      url: `${address}/?sample=off`,
      profile: memoryOnly ? undefined : `${dataPath}/tab-profile`,
      gpu: 'auto',
      env: process.env,
      log: ({ type, ...facts }) => logger[type === 'line' ? 'debug' : 'info'](facts, `headless tab: ${type}`),
    })
  } catch (error) {
    // It says what to install; where in our code that was found out helps nobody.
    throw new ConfigError(error instanceof Error ? error.message : String(error))
  }
}

/** What the system says of a folder that is a file, or may not be written to. */
const UNUSABLE: ReadonlySet<string> = new Set(['EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS'])

function sentenceFor(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, port, address, path } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (path !== undefined && code !== undefined && UNUSABLE.has(code)) {
    return `${path} cannot be used as a folder for data (${code}). Choose another with --data-path <folder>.`
  }
  const noAddress = `This machine has no address ${address ?? 'of that name'}. Choose another with --listen <address>.`
  const sentences: Partial<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop it, or choose another with --port <number>.`,
    EACCES: `Port ${port} is not open to this user. Choose one above 1023 with --port <number>.`,
    EADDRNOTAVAIL: noAddress,
    ENOTFOUND: noAddress,
    storage_unavailable: `${error.message}. Choose another folder with --data-path <folder>.`,
  }
  return sentences[code ?? ''] ?? error.stack ?? error.message
}
