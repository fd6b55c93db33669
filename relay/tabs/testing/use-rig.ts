import { afterEach } from 'vitest'
import { startFakeTab, type FakeTab, type FakeTabOptions } from '../../testing/fake-tab.ts'
import { startRig, type Rig, type RigOptions } from './relay-rig.ts'

/** Starts rigs and tabs for the tests of a file, and ends them after each. */
export function useRig() {
  const rigs: Rig[] = []
  const tabs: FakeTab[] = []
  afterEach(async () => {
    for (const tab of tabs.splice(0)) await tab.close()
    for (const rig of rigs.splice(0)) await rig.close()
  })
  return {
    rig: async (options: RigOptions = {}): Promise<Rig> => {
      const rig = await startRig(options)
      rigs.push(rig)
      return rig
    },
    tab: async (rig: Rig, options: Partial<FakeTabOptions> = {}): Promise<FakeTab> => {
      const tab = await startFakeTab({ url: rig.url, ...options })
      tabs.push(tab)
      return tab
    },
  }
}

/** Long enough for what should not happen to have happened. */
export const moment = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms))
