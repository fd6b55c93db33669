import type { Request } from './app.ts'

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.[\d.]+)$/

/** Headers that only a proxy adds. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const

/** Whether a request comes from a program on this machine, and no proxy says that it speaks for another one. */
export function isFromThisMachine({ socket, headers }: Request): boolean {
  return LOOPBACK.test(socket.remoteAddress ?? '') && FORWARDED.every((name) => headers[name] === undefined)
}
