import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRelay, type Relay } from './create-relay.ts'
import { readConfig } from './config.ts'
import { describeConformance } from './testing/conformance/suite.ts'
import type { Subject } from './testing/conformance/client.ts'
import { startFakeTab, type FakeTab } from './testing/fake-tab.ts'

const folders: string[] = []
const relays: Relay[] = []
const tabs: FakeTab[] = []

/** Starts a relay in this process, on a folder of its own unless told otherwise. */
async function startRelay(
  flags: readonly string[],
  data = newFolder(),
): Promise<{ url: string; relay: Relay }> {
  const config = readConfig(['--port', '0', '--data-path', data, '--allow-private-urls', ...flags], {})
  const relay = await createRelay(config, { tabLimits: { graceMs: 500, drainMs: 100 } })
  relays.push(relay)
  return { url: await relay.listen(), relay }
}

async function startWithTab(data: string): Promise<Subject> {
  const { url, relay } = await startRelay([], data)
  tabs.push(await startFakeTab({ url, stepMs: 15 }))
  return {
    url,
    restart: async () => {
      await relay.close()
      return startWithTab(data)
    },
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-conformance-'))
  folders.push(folder)
  return folder
}

describeConformance('with a fake tab', {
  start: () => startWithTab(newFolder()),
  startWithKey: async (key) => ({ url: (await startRelay(['--apikey', key])).url, restart: null }),
  stop: async () => {
    await Promise.all(tabs.map((tab) => tab.close()))
    await Promise.all(relays.map((relay) => relay.close()))
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  },
  enlarges: false,
  quick: { overwrite_step: 4 },
  slow: { overwrite_step: 60 },
})
