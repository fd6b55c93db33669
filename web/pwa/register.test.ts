import { beforeEach, describe, expect, test, vi } from 'vitest'
import { startOfflineCopy, type OfflineSurroundings } from './register.ts'

class FakeWorker extends EventTarget {
  state = 'installing'
  readonly postMessage = vi.fn()
  becomes(state: string): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null
  waiting: FakeWorker | null = null
  active: FakeWorker | null = null
  /** A newer script was found and has been installed. */
  finds(worker: FakeWorker): void {
    this.installing = worker
    this.dispatchEvent(new Event('updatefound'))
    this.installing = null
    this.waiting = worker
    worker.becomes('installed')
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null
  readonly registration = new FakeRegistration()
  readonly ready = Promise.resolve(this.registration)
  register = vi.fn(() => Promise.resolve(this.registration))
  isTakenOverBy(worker: FakeWorker): void {
    this.controller = worker
    this.registration.active = worker
    this.dispatchEvent(new Event('controllerchange'))
  }
}

let container: FakeContainer
let kept: Map<string, string>
const reload = vi.fn()

beforeEach(() => {
  container = new FakeContainer()
  kept = new Map()
  reload.mockClear()
})

function start(changes: Partial<OfflineSurroundings> = {}, begun = true) {
  const copy = startOfflineCopy({
    workers: container as unknown as ServiceWorkerContainer,
    scriptUrl: '/service-worker.js',
    isolated: true,
    session: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    reload,
    ...changes,
  })
  if (begun) copy.begin()
  return copy
}

/** Lets the registration's promise be heard. */
const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('the first install', () => {
  test('waits until it is told to begin', async () => {
    const copy = start({}, false)
    await settle()
    expect(container.register).not.toHaveBeenCalled()
    copy.begin()
    await settle()
    expect(container.register).toHaveBeenCalledOnce()
  })

  test('waits for nobody where the page has no threads without it', async () => {
    start({ isolated: false }, false)
    await settle()
    expect(container.register).toHaveBeenCalledOnce()
  })

  test('is an update on later visits, which is looked for at once', async () => {
    container.controller = new FakeWorker()
    start({}, false)
    await settle()
    expect(container.register).toHaveBeenCalledOnce()
  })

  test('does not keep a reload waiting', async () => {
    start({}, false).applyUpdate()
    await settle()
    expect(reload).toHaveBeenCalledOnce()
  })
})

describe('a newer version', () => {
  test('is not announced on the first visit, whose worker is the first', async () => {
    const notify = vi.fn()
    start().onUpdateReady(notify)
    await settle()
    const first = new FakeWorker()
    container.registration.finds(first)
    container.isTakenOverBy(first)
    expect(notify).not.toHaveBeenCalled()
    expect(reload).not.toHaveBeenCalled()
  })

  test('is announced when it is installed, and to those who listen later', async () => {
    container.controller = new FakeWorker()
    const copy = start()
    const [early, late] = [vi.fn(), vi.fn()]
    copy.onUpdateReady(early)
    await settle()
    container.registration.finds(new FakeWorker())
    copy.onUpdateReady(late)
    expect(early).toHaveBeenCalledOnce()
    expect(late).toHaveBeenCalledOnce()
  })

  test('is announced when it has been waiting since the last visit', async () => {
    container.controller = new FakeWorker()
    container.registration.waiting = new FakeWorker()
    const notify = vi.fn()
    start().onUpdateReady(notify)
    await settle()
    expect(notify).toHaveBeenCalledOnce()
  })

  test('is not announced to those who stopped listening', async () => {
    container.controller = new FakeWorker()
    const notify = vi.fn()
    start().onUpdateReady(notify)()
    await settle()
    container.registration.finds(new FakeWorker())
    expect(notify).not.toHaveBeenCalled()
  })

  test('takes over when it is asked to, and only then the page reloads', async () => {
    container.controller = new FakeWorker()
    const copy = start()
    await settle()
    const newer = new FakeWorker()
    container.registration.finds(newer)
    expect(newer.postMessage).not.toHaveBeenCalled()
    copy.applyUpdate()
    await settle()
    expect(newer.postMessage).toHaveBeenCalledWith({ type: 'apply-update' })
    expect(reload).not.toHaveBeenCalled()
    container.isTakenOverBy(newer)
    expect(reload).toHaveBeenCalledOnce()
  })

  test('that another window applied is announced here, and nothing reloads by itself', async () => {
    container.controller = new FakeWorker()
    const notify = vi.fn()
    const copy = start()
    copy.onUpdateReady(notify)
    await settle()
    container.isTakenOverBy(new FakeWorker())
    expect(notify).toHaveBeenCalledOnce()
    expect(reload).not.toHaveBeenCalled()
    copy.applyUpdate()
    await settle()
    expect(reload).toHaveBeenCalledOnce()
  })
})

describe('on a host without isolation headers', () => {
  test('the page reloads once, when the worker has taken over', () => {
    start({ isolated: false })
    expect(reload).not.toHaveBeenCalled()
    container.isTakenOverBy(new FakeWorker())
    expect(reload).toHaveBeenCalledOnce()
  })

  test('it does not reload again when that did not help', () => {
    start({ isolated: false })
    container.isTakenOverBy(new FakeWorker())
    container = new FakeContainer()
    start({ isolated: false })
    container.isTakenOverBy(new FakeWorker())
    expect(reload).toHaveBeenCalledOnce()
  })

  test('it does not reload when that could not be remembered', () => {
    start({ isolated: false, session: undefined })
    container.isTakenOverBy(new FakeWorker())
    expect(reload).not.toHaveBeenCalled()
  })
})

describe('keepRuntime', () => {
  test('asks the active worker', async () => {
    const active = new FakeWorker()
    container.registration.active = active
    expect(await start().keepRuntime('jspi')).toBe(true)
    expect(active.postMessage).toHaveBeenCalledWith({ type: 'keep-runtime', bundle: 'jspi' })
  })

  test('does not wait for a worker that was refused', async () => {
    container.register.mockRejectedValue(new DOMException('private window', 'SecurityError'))
    expect(await start().keepRuntime('wasm')).toBe(false)
  })
})

test('without service workers the page can still be reloaded', async () => {
  const copy = start({ workers: undefined })
  copy.onUpdateReady(() => {})()
  expect(await copy.keepRuntime('wasm')).toBe(false)
  copy.applyUpdate()
  expect(reload).toHaveBeenCalledOnce()
})
