import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { App } from '../../http/app.ts'
import { createTestApp } from './serve.ts'

/** A server with one dialect and nothing around it: no keys, no limits. Closed when the test is over. */
export async function dialectApp(register: (app: App) => Promise<void>): Promise<App> {
  const app = createTestApp()
  await register(app)
  await app.ready()
  onTestFinished(() => {
    app.server.closeAllConnections()
    return app.close()
  })
  return app
}

/** That server at a port of its own. @returns its address without a slash at the end */
export async function listen(app: App): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}
