import type { ModelStatus } from '../../../contract/studio.ts'
import { createMemoryBlocks } from '../memory-blocks.ts'
import { createModelLibrary, type ModelLibrary, type ModelLibraryOptions } from '../model-library.ts'
import type { BlockStore } from '../ports.ts'
import { startModelServer, type ModelServer } from './model-server.ts'
import { createTestClock, type TestClock } from './test-clock.ts'
import { createTestModel, TEST_BLOCK_BYTES, type TestModel, type TestModelOptions } from './test-model.ts'

/** A library with a real server, and everything that a test wants to look at. */
export interface LibraryBench {
  readonly server: ModelServer
  readonly clock: TestClock
  readonly blocks: BlockStore
  readonly library: ModelLibrary
  readonly statuses: ModelStatus[]
  readonly fetch: typeof fetch
  /** Starts {@link servedBytes} from 0. */
  mark(): void
  /** Body bytes that the server has sent for requests made since the last mark. */
  servedBytes(): number
  /** Makes a model and puts its files on the server. */
  serve(options?: TestModelOptions): TestModel
  /** Another library over the same store and server: a worker started again. */
  restart(changes?: Partial<ModelLibraryOptions>): ModelLibrary
  close(): Promise<void>
}

/** Starts one. */
export async function createLibraryBench(changes: Partial<ModelLibraryOptions> = {}): Promise<LibraryBench> {
  const server = await startModelServer()
  const clock = createTestClock()
  const statuses: ModelStatus[] = []
  let run = 0
  // As strict as the browser's own, which refuses to be called as a method of something else.
  const markedFetch = function (this: unknown, url: Parameters<typeof fetch>[0], init?: RequestInit) {
    if (this !== undefined) throw new TypeError('Illegal invocation')
    const headers = new Headers(init?.headers)
    headers.set('x-run', String(run))
    return fetch(url, { ...init, headers })
  }
  const options: ModelLibraryOptions = {
    blocks: createMemoryBlocks(),
    fetch: markedFetch,
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    estimate: async () => ({ quota: 1e9, usage: 0 }),
    baseUrl: server.url,
    onStatus: (status) => statuses.push(status),
    blockBytes: TEST_BLOCK_BYTES,
    ...changes,
  }
  return {
    server,
    clock,
    blocks: options.blocks,
    library: createModelLibrary(options),
    statuses,
    fetch: markedFetch,
    mark: () => void (run += 1),
    servedBytes: () =>
      server.requests.filter((one) => one.run === String(run)).reduce((sum, one) => sum + one.bytes, 0),
    serve(modelOptions) {
      const made = createTestModel(modelOptions)
      for (const [path, content] of made.contents) server.files.set(path, content)
      return made
    },
    restart: (more = {}) => createModelLibrary({ ...options, ...more }),
    close: () => server.close(),
  }
}

/** All bytes of a Blob. */
export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer())
}

/** The content of a model's only file. */
export function onlyContent({ contents }: TestModel): Uint8Array<ArrayBuffer> {
  const [content] = contents.values()
  if (!content || contents.size !== 1) throw new Error('the model has not exactly one file')
  return content
}
