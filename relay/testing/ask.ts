import { request, type IncomingHttpHeaders } from 'node:http'

/** An answer with nothing decoded or followed on the way. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Asks over real HTTP; unlike fetch it sends no header of its own and leaves the body compressed. */
export function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Taken apart by hand: a URL object would resolve `..` before it is sent.
    const [, hostname, port, path] = /^http:\/\/([^/:]+):(\d+)(.*)$/.exec(url)!
    const sent = request({ hostname, port, path: path || '/', method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      )
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}
