import type { StoreApi } from 'zustand/vanilla'
import type { EnvironmentState } from './environment.ts'

/** What browsers that can install pages send before they would offer it themselves. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>
}

const isOffer = (event: Event): event is InstallOffer => 'prompt' in event

/** Keeps the browser's offer to install the page for when a person wants it. */
export function watchInstall(environment: StoreApi<EnvironmentState>): void {
  const { setInstall } = environment.getState()
  addEventListener('beforeinstallprompt', (event) => {
    if (!isOffer(event)) return
    event.preventDefault()
    // An offer can be taken once.
    setInstall(() => {
      setInstall(null)
      void event.prompt()
    })
  })
  addEventListener('appinstalled', () => setInstall(null))
}
