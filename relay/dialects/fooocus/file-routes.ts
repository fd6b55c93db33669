import { Readable } from 'node:stream'
import type { App, Reply, Request } from '../../http/app.ts'
import { preferredImageType } from '../../http/media-range.ts'
import type { DialectParts } from '../../http/parts.ts'
import type { OpenedFile } from '../../files/ports.ts'
import { answerErrors, sendJson } from './answer-error.ts'

/** Where files come from, by the first part of their address. */
type Opener = (file: string) => Promise<OpenedFile | null>

const IMAGE_NAME = /(?:png|jpe?g|webp)$/

/** Whatever a file says that it is, a browser that opens it runs nothing. */
const HARMLESS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  // Pages of other addresses may show pictures, as with FooocusAPI.
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'accept',
} as const

const CACHE = { outputs: 'private, max-age=3600', inputs: 'private, max-age=31536000, immutable' } as const

/**
 * Serves what needs no key, as in FooocusAPI: results and input pictures, in their own kind or in the one that is asked
 * for, so that links work in browsers; and `/ping`. This belongs outside every protected scope.
 */
export async function registerFooocusPublic(app: App, parts: DialectParts): Promise<void> {
  const { files } = parts
  await app.register((scope, _options, done) => {
    answerErrors(scope)
    const serve = (prefix: string, open: Opener, cache: string) =>
      scope.get(`${prefix}/*`, async (request, reply) => {
        const name = (request.params as { '*': string })['*']
        const file = await open(name)
        return file ? sendFile(request, reply, { file, cache, parts }) : missing(reply)
      })
    const openOutput: Opener = (file) =>
      IMAGE_NAME.test(file) ? files.openOutput(file) : Promise.resolve(null)
    serve('/outputs', openOutput, CACHE.outputs)
    serve('/files', openOutput, CACHE.outputs)
    serve('/inputs', files.openInput, CACHE.inputs)
    scope.get('/ping', (_request, reply) => sendJson(reply, 'pong'))
    done()
  })
}

const missing = (reply: Reply) => reply.code(404).send()

/** Headers come last: what is removed before it can be read is answered as an error, without any of them. */
async function sendFile(
  request: Request,
  reply: Reply,
  from: {
    readonly file: OpenedFile
    readonly cache: string
    readonly parts: Pick<DialectParts, 'converter'>
  },
): Promise<Reply> {
  const { file, cache, parts } = from
  const { accept } = request.headers
  const wanted = accept?.trim() === 'image/*' ? null : preferredImageType(accept)
  const mime = wanted ?? file.mime
  const isOwn = mime === file.mime
  const tag = `"${file.bytes.toString(16)}-${Math.trunc(file.modifiedAt).toString(16)}${isOwn ? '' : mime.slice(5)}"`
  const modified = Math.trunc(file.modifiedAt / 1000) * 1000
  const validators = { etag: tag, 'last-modified': new Date(modified).toUTCString() }
  const common = { ...HARMLESS, 'cache-control': cache, ...validators }
  if (isUnchanged(request, tag, modified)) return reply.headers(common).code(304).send()
  const isImage = mime.startsWith('image/')
  const headers = {
    ...common,
    'content-type': isImage ? mime : 'application/octet-stream',
    ...(!isImage && { 'content-disposition': 'attachment' }),
  }
  if (!isOwn && wanted) {
    const sent = await parts.converter.convert(await file.whole(), wanted)
    return reply.headers(headers).send(Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength))
  }
  const own = { ...headers, 'accept-ranges': 'bytes' }
  return sendOwn(request, reply, { file, headers: own })
}

async function sendOwn(
  request: Request,
  reply: Reply,
  { file, headers }: { readonly file: OpenedFile; readonly headers: { readonly etag: string } },
): Promise<Reply> {
  const ifRange = request.headers['if-range']
  const isSame = ifRange === undefined || ifRange === headers.etag
  const range = isSame ? readRange(request.headers.range, file.bytes) : 'whole'
  if (range === 'none') {
    return reply
      .headers({ ...headers, 'content-range': `bytes */${file.bytes}` })
      .code(416)
      .send()
  }
  const { start, end } = range === 'whole' ? { start: 0, end: file.bytes - 1 } : range
  // Nobody reads the body of a HEAD, so no file is opened for it; an empty stream leaves the length as it is.
  const body =
    request.method === 'HEAD'
      ? Readable.from([])
      : await (range === 'whole' ? file.stream() : file.stream(range))
  reply.headers({ ...headers, 'content-length': String(end - start + 1) })
  if (range !== 'whole') reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
  return reply.send(body)
}

/** One range of bytes; several at once may be answered with the whole file, and are. */
function readRange(
  header: string | undefined,
  bytes: number,
): 'whole' | 'none' | { readonly start: number; readonly end: number } {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  const [, from = '', to = ''] = match
  if (from === '') {
    const last = Number(to)
    return last === 0 || bytes === 0 ? 'none' : { start: Math.max(0, bytes - last), end: bytes - 1 }
  }
  const start = Number(from)
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (start >= bytes) return 'none'
  return end < start ? 'whole' : { start, end }
}

function isUnchanged({ headers }: Request, tag: string, modified: number): boolean {
  const known = headers['if-none-match']
  if (known !== undefined) {
    return known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*')
  }
  const since = headers['if-modified-since']
  return since !== undefined && modified <= Date.parse(since)
}
