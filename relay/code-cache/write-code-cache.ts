/**
 * The last step of a build: starts the relay that was built, asks it the usual, and keeps what the compiler made on the
 * way, so that starts need not read most of the code. A build without it works, and starts more slowly.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCodeLoader } from './create-code-loader.ts'

const PATIENCE_MS = 20_000

/** What is asked: a bit of everything that answers without a tab. */
const QUESTIONS: readonly [path: string, body?: unknown][] = [
  ['/'],
  ['/health'],
  ['/ready'],
  ['/metrics'],
  ['/v1/engine/all-models/'],
  ['/v1/engine/styles/'],
  ['/tasks'],
  ['/tasks/00000000-0000-4000-8000-000000000000'],
  ['/v1/models'],
  ['/sdapi/v1/progress'],
  ['/v1/engine/generate/', { prompt: 'a red apple', image_number: 1, image_seed: 1 }],
  ['/v1/engine/generate/', { image_number: 'many' }],
  ['/v1/images/generations', { prompt: 'a red apple', size: '1024x1024' }],
  ['/sdapi/v1/txt2img', { prompt: 'a red apple', steps: 20 }],
]

void write().catch((error: unknown) => {
  console.warn(`Starts will take longer, since the relay could not be tried: ${String(error)}`)
  process.exit(0)
})

async function write(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-build-'))
  process.on('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // The system keeps open files from being removed; it clears its temporary folder itself.
    }
  })
  // How the relay of this machine is set up is none of a build's business.
  for (const name of Object.keys(process.env)) if (name.startsWith('FOOOCUS_TAB_')) delete process.env[name]
  const { log } = console
  // It says where it is once it listens, which is of use to nobody else here.
  const listening = new Promise<string>((resolve, reject) => {
    console.log = (text) => resolve(/http:\/\/\S+/.exec(String(text))![0])
    setTimeout(() => reject(new Error('it did not start')), PATIENCE_MS)
  })
  const flags = ['--port', '0', '--data-path', folder, '--no-tab-wait', '0', '--log-level', 'silent']
  process.argv.splice(2, Infinity, ...flags)
  const loader = createCodeLoader()
  loader.load(join(import.meta.dirname, 'program.cjs'))
  const address = await listening
  const signal = AbortSignal.timeout(PATIENCE_MS)
  for (const [path, body] of QUESTIONS) {
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await fetch(address + path, { ...sent, signal })
    await answer.arrayBuffer()
    if (path === '/health' && !answer.ok) throw new Error(`it answers ${answer.status}`)
  }
  loader.save()
  log('kept what the compiler made of the relay')
  process.exit(0)
}
