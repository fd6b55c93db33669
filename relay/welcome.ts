import type { RelayConfig } from './config.ts'

/** What a person who starts the relay reads: where it is, who makes the pictures, and one call that works. */
export function welcome(address: string, config: Pick<RelayConfig, 'apikey' | 'headlessTab'>): string {
  const key = config.apikey === '' ? '' : ` -H 'X-API-KEY: <key>'`
  const who = config.headlessTab
    ? 'A headless tab makes the pictures.'
    : `Open it in a browser: the tab makes the pictures, for you and for the API. (Or start with --headless-tab.)`
  return [
    `Fooocus Tab is at ${address}`,
    who,
    `The API is documented at ${address}/docs. A first call:`,
    `  curl -H 'Content-Type: application/json'${key} -d '{"prompt": "a red apple"}' ${address}/v1/engine/generate/`,
  ].join('\n')
}
