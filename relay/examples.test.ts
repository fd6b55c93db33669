import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readImageFacts } from '../contract/metadata/image-facts.ts'
import { FLAGS } from './config-flags.ts'
import { startFakeTab, type FakeTab } from './testing/fake-tab.ts'

const ROOT = join(import.meta.dirname, '..')
const DOCS = join(ROOT, 'docs')
const EXAMPLES = join(DOCS, 'examples')
const SECRET = `whsec_${randomBytes(32).toString('base64')}`

const running: ChildProcess[] = []
let folder: string
let relay: string
let tab: FakeTab

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-examples-'))
  const flags = ['--port', '0', '--data-path', join(folder, 'data'), '--allow-private-urls']
  const main = join(import.meta.dirname, 'main.ts')
  const child = start(process.execPath, ['--import', 'tsx', main, ...flags, '--webhook-secret', SECRET], ROOT)
  relay = await heard(child, /(?<=Fooocus Tab is at )http:\/\/\S+/)
  tab = await startFakeTab({ url: relay, steps: 4, stepMs: 5 })
}, 30_000)

afterAll(async () => {
  await tab?.close()
  for (const child of running) {
    const isOver = child.exitCode !== null || child.signalCode !== null
    if (isOver) continue
    child.kill('SIGTERM')
    await once(child, 'close')
  }
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!has('curl', '--version'))('the shell examples', () => {
  it('generate.sh prints the record of a picture', async () => {
    const { output } = await run('sh', 'generate.sh')
    const record = JSON.parse(output) as Answer
    expect(record).toMatchObject({ task_status: 'finished', progress: 100 })
    expect(await kindOf(record.result[0]!)).toBe('image/png')
  })

  it('picture.sh saves a WebP file', async () => {
    const { file } = await run('sh', 'picture.sh')
    expect(readImageFacts(file('apple.webp'))).toMatchObject({ mime: 'image/webp' })
  })

  it('queue.sh waits for the end of a task and prints its record', async () => {
    const { output } = await run('sh', 'queue.sh')
    expect(JSON.parse(output)).toMatchObject({ task_status: 'finished' })
  })
})

describe('the JavaScript examples', () => {
  it('stream.mjs tells of progress, previews and the address of the picture', async () => {
    const { output } = await run(process.execPath, 'stream.mjs')
    const lines = output.trim().split('\n')
    expect(lines.filter((line) => line.includes('characters of preview'))).not.toEqual([])
    const address = /^100 Finished {2}(http:\S+)$/.exec(lines.at(-1)!)?.[1]
    expect(await kindOf(address!)).toBe('image/png')
  })

  it('openai.mjs saves a picture, and prints the events of a second one', async () => {
    const { output, file } = await run(process.execPath, 'openai.mjs')
    expect(readImageFacts(file('apple.png'))).toMatchObject({ mime: 'image/png' })
    expect(output).toMatch(/^image_generation\.partial_image \d+$/m)
    expect(output.trim().split('\n').at(-1)).toMatch(/^image_generation\.completed \d+$/)
  })

  it('a1111.mjs saves a picture and prints its seed', async () => {
    const { output, file } = await run(process.execPath, 'a1111.mjs')
    expect(readImageFacts(file('apple.png'))).toMatchObject({ mime: 'image/png' })
    expect(output).toMatch(/^\d+\n$/)
  })

  it('webhook.mjs takes what the relay signed and nothing else', async () => {
    const port = String(await freePort())
    const environment = { PORT: port, WEBHOOK_SECRET: SECRET }
    const receiver = start(process.execPath, [join(EXAMPLES, 'webhook.mjs')], folder, environment)
    await heard(receiver, /waiting for messages/)
    const told = heard(receiver, /^\S+ finished http:\S+$/m)
    const webhook_url = `http://127.0.0.1:${port}/`
    const record = await generate({ prompt: 'a red apple', webhook_url })
    expect(await told).toContain(record.result[0])

    const stamp = String(Math.floor(Date.now() / 1000))
    const signature = `v1,${randomBytes(32).toString('base64')}`
    const headers = { 'webhook-id': 'one', 'webhook-timestamp': stamp, 'webhook-signature': signature }
    const forged = await fetch(webhook_url, { method: 'POST', headers, body: JSON.stringify(record) })
    expect(forged.status).toBe(401)
    expect((await fetch(webhook_url, { method: 'POST', body: '{}' })).status).toBe(401)
  })
})

describe.skipIf(!has('python3', '--version'))('the Python examples', () => {
  it.each(['fooocus.py', 'openai_client.py'])('%s is Python', (name) => {
    const check = 'import sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec")'
    execFileSync('python3', ['-c', check, join(EXAMPLES, name)])
  })

  it.skipIf(!has('python3', '-c', 'import requests'))('fooocus.py saves two pictures', async () => {
    const { output, file } = await run('python3', 'fooocus.py')
    expect(output).toMatch(/^finished \['http:/)
    for (const name of ['apple-0.png', 'apple-1.png'])
      expect(readImageFacts(file(name))).toMatchObject({ mime: 'image/png' })
  })

  it.skipIf(!has('python3', '-c', 'import openai'))('openai_client.py saves a picture', async () => {
    const { file } = await run('python3', 'openai_client.py')
    expect(readImageFacts(file('apple.png'))).toMatchObject({ mime: 'image/png' })
  })
})

describe('the pages', () => {
  const pages = [...readdirSync(DOCS).filter((name) => name.endsWith('.md'))].map((name) => join(DOCS, name))
  const shown = [...pages, join(ROOT, 'README.md')].flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(
      ([, name, text]) => [name!, text!] as const,
    ),
  )

  it.each(shown)('show %s as it is', (name, text) => {
    expect(text).toBe(readFileSync(join(DOCS, name), 'utf8'))
  })

  it('show every example', () => {
    const names = shown.map(([name]) => name)
    for (const name of readdirSync(EXAMPLES)) expect(names).toContain(`examples/${name}`)
  })

  it('name every flag', () => {
    const page = readFileSync(join(DOCS, 'api.md'), 'utf8')
    for (const name of Object.keys(FLAGS)) expect(page).toMatch(new RegExp(`^\\| .--${name}[ \`]`, 'm'))
  })

  it('link to files that are there', () => {
    const links = [...pages, join(ROOT, 'README.md')].flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, to]) =>
        join(page, '..', to!),
      ),
    )
    expect(links.filter((path) => !existsSync(path))).toEqual([])
  })
})

interface Answer {
  readonly task_status: string
  readonly result: readonly string[]
}

/** Runs an example in a folder of its own. Rejects when it ends with anything but 0. */
async function run(program: string, name: string) {
  const cwd = mkdtempSync(join(folder, 'run-'))
  const child = start(program, [join(EXAMPLES, name)], cwd, { RELAY: relay })
  const output: string[] = []
  const errors: string[] = []
  child.stdout?.on('data', (text) => output.push(String(text)))
  child.stderr?.on('data', (text) => errors.push(String(text)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${errors.join('')}${output.join('')}`)
  return { output: output.join(''), file: (path: string) => readFileSync(join(cwd, path)) }
}

function start(program: string, args: readonly string[], cwd: string, more: Record<string, string> = {}) {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:FOOOCUS_TAB_|https?_proxy$)/i.test(name))
  const child = spawn(program, args, { cwd, env: { ...Object.fromEntries(own), ...more } })
  running.push(child)
  return child
}

/** The first match in what a process prints. Rejects when it ends without one. */
function heard(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += String(chunk)
      const found = pattern.exec(text)?.[0]
      if (found !== undefined) resolve(found)
    })
    child.stderr?.on('data', (chunk) => (text += String(chunk)))
    child.once('close', () => reject(new Error(`it ended: ${text}`)))
  })
}

function has(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function generate(body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  return (await (await fetch(`${relay}/v1/engine/generate/`, init)).json()) as Answer
}

async function kindOf(address: string): Promise<string | null> {
  return (await fetch(address)).headers.get('content-type')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
