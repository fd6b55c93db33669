import './tokens.css'
import './base.css'
import { enginePreferences } from './engine/engine-preferences.ts'
import { startOfflineCopy } from './pwa/register.ts'
import { startPage } from './start-page.tsx'

startPage(document.getElementById('root')!, {
  createWorker: () =>
    new Worker(new URL('../workers/main.ts', import.meta.url), { type: 'module', name: 'engine' }),
  createBridge: () =>
    new Worker(new URL('../workers/bridge/main.ts', import.meta.url), { type: 'module', name: 'bridge' }),
  engine: (chosen) => enginePreferences(location.search, chosen),
  offline: startOfflineCopy(),
})
