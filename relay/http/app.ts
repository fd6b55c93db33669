/** The HTTP library's types under our names, so that only the files beside this one know which library it is. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Who calls: set before any route runs. */
export interface Caller {
  /** Id of the API key; empty where the relay asks for none. */
  readonly owner: string
  /** Priority of the key's jobs. */
  readonly priority: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Filled by the access check of the route's dialect. */
    caller: Caller
  }
}

/** A server, or a part of one with its own hooks. */
export type App = FastifyInstance

/** A request that came in. */
export type Request = FastifyRequest

/** The answer that is being made. */
export type Reply = FastifyReply
