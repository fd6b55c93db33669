/** A file of ours that an address means. */
export interface OwnFile {
  readonly kind: 'outputs' | 'inputs'
  /** Below that folder, decoded. */
  readonly file: string
}

/**
 * Reads addresses of this relay's own pictures, so that they come from disk and not through the network.
 *
 * @param isOurs whether a `Host` header names this relay
 */
export function ownAddressReader(isOurs: (host: string) => boolean): (url: URL) => OwnFile | null {
  return (url) => {
    if (!isOurs(url.host)) return null
    const [, kind, file] = /^\/(outputs|inputs)\/(.+)$/.exec(url.pathname) ?? []
    if ((kind !== 'outputs' && kind !== 'inputs') || file === undefined) return null
    try {
      return { kind, file: decodeURIComponent(file) }
    } catch {
      return null
    }
  }
}
