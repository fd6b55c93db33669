import { afterAll } from 'vitest'
import type { Subject } from '../../relay/testing/conformance/client.ts'
import { until } from '../../relay/testing/conformance/client.ts'
import { describeConformance } from '../../relay/testing/conformance/suite.ts'
import { startOwnRelay, type OwnRelay } from '../fixtures/own-relay.ts'

const relays: OwnRelay[] = []

/** A relay as `npm start -- --headless-tab` runs it, ready to work. */
async function startWithTab(): Promise<Subject> {
  const relay = await startOwnRelay(['--headless-tab', '--allow-private-urls'])
  relays.push(relay)
  return subjectOf(relay)
}

async function subjectOf(relay: OwnRelay): Promise<Subject> {
  await untilTab(relay.address)
  return {
    url: relay.address,
    restart: async () => {
      await relay.kill()
      await relay.start()
      return subjectOf(relay)
    },
  }
}

const untilTab = (address: string) =>
  until(
    async () => (await (await fetch(`${address}/ready`)).json()) as { tabs: number },
    ({ tabs }) => tabs > 0,
  )

afterAll(() => Promise.all(relays.map((relay) => relay.remove())))

describeConformance('with the built-in model in a headless tab', {
  start: startWithTab,
  startWithKey: async (key) => {
    const relay = await startOwnRelay(['--apikey', key])
    relays.push(relay)
    return { url: relay.address, restart: null }
  },
  stop: () => Promise.resolve(),
  enlarges: true,
  quick: { overwrite_step: 4 },
  slow: { overwrite_step: 40 },
})
