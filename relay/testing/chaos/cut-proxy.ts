import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** One connection that runs through the proxy. */
export interface Link {
  readonly kind: 'tab' | 'client'
  /** Both ends are gone at once. */
  cut(): void
  /** Cuts it once so many more bytes have gone up. */
  cutAfter(bytes: number): void
  /** Nothing passes in either direction for so long. */
  stall(ms: number): void
}

/** A network that can be broken on purpose. */
export interface CutProxy {
  readonly port: number
  links(kind: Link['kind']): readonly Link[]
  close(): Promise<void>
}

/** Passes connections on to a port of this machine. @param target may be dead at times */
export async function startCutProxy(target: number): Promise<CutProxy> {
  const links = new Set<Link>()
  const server = createServer((inner) => {
    inner.on('error', () => inner.destroy())
    inner.once('data', (first: Buffer) => {
      const link = join(inner, first, target)
      links.add(link)
      inner.once('close', () => links.delete(link))
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    links: (kind) => [...links].filter((link) => link.kind === kind),
    close: async () => {
      for (const link of links) link.cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function join(inner: Socket, first: Buffer, target: number): Link {
  const outer = connect(target, '127.0.0.1')
  let left = Infinity
  const cut = () => {
    inner.destroy()
    outer.destroy()
  }
  const up = (piece: Buffer) => {
    left -= piece.byteLength
    if (left <= 0) {
      // Half of what is on its way arrives: the other end sees a torn message.
      outer.write(piece.subarray(0, piece.byteLength >> 1), cut)
      return
    }
    if (!outer.write(piece)) {
      inner.pause()
      outer.once('drain', () => inner.resume())
    }
  }
  outer.setNoDelay(true)
  inner.setNoDelay(true)
  up(first)
  inner.on('data', up)
  outer.pipe(inner, { end: false })
  for (const socket of [inner, outer]) {
    socket.on('error', cut)
    socket.on('close', cut)
  }
  inner.on('end', () => outer.end())
  outer.on('end', () => inner.end())
  return {
    kind: /^GET \/worker[ ?]/.test(first.toString('latin1', 0, 32)) ? 'tab' : 'client',
    cut,
    cutAfter: (bytes) => {
      left = bytes
    },
    stall: (ms) => {
      inner.pause()
      outer.pause()
      outer.unpipe(inner)
      setTimeout(() => {
        if (inner.destroyed || outer.destroyed) return
        outer.pipe(inner, { end: false })
        inner.resume()
      }, ms)
    },
  }
}
