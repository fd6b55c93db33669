import type { Request } from './app.ts'
import type { ApiConfig } from './parts.ts'

/**
 * Start of the addresses in an answer, without a slash at the end. The configured one wins; otherwise the client is
 * sent back to where it came from. The host it names was checked against the allowed ones before any route runs, and
 * what a proxy says of the outside counts only where the server was told to trust that proxy.
 */
export function baseUrlOf(request: Request, config: Pick<ApiConfig, 'baseUrl'>): string {
  return config.baseUrl ?? `${request.protocol}://${request.host || ownAddress(request)}`
}

/** Address of a picture of the outputs folder. */
export function outputUrl(baseUrl: string, file: string): string {
  return `${baseUrl}/outputs/${file.split('/').map(encodeURIComponent).join('/')}`
}

/** HTTP/1.0 knows no host. */
function ownAddress({ socket: { localAddress = '127.0.0.1', localPort } }: Request): string {
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress
  return localPort === undefined ? host : `${host}:${localPort}`
}
