/**
 * The platform types that cross our boundaries and exist in browsers, workers and Node alike.
 * Declared here at their smallest so that contract/ compiles without the DOM or Node libraries.
 */
interface Blob {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}

interface MessagePort {
  close(): void
}
