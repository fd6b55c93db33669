import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { DELIVERY_LOAN_MS, KEY_LIFE_MS } from '../memory/transitions.ts'
import { redisError } from './connect-redis.ts'

/*
 * All that must happen at once happens in one of these. They decide nothing about a job's life: that is
 * `memory/transitions.ts`, whose result comes in together with the revision that it was made from.
 * Each writes first with a command that Redis refuses when its memory is full, so a refused script has changed nothing.
 * ARGV[1] is always the prefix. Keys are made from it, which Redis Cluster does not allow.
 *
 *   job:<id>          hash: what is known of a job
 *   waiting           sorted by name: turn, number and id of jobs that wait
 *   leases, patience  ids by the time at which a lease is over, at which a job should have been lent
 *   status:<status>, owner:<status>:<owner>   number and id by age
 *   key:<owner, key>  id of the job that has the idempotency key
 *   twins:<owner, fingerprint>   number and id by age
 *   due, deliveries   ids of deliveries by time, and what they are
 */

const PLACES = `
local function places(p, owner, status)
  return p .. 'status:' .. status, p .. 'owner:' .. status .. ':' .. owner
end
`

const PUT = `${PLACES}
local p, id, owner, createdAt, startBefore, turn, fingerprint, key, twins, job, life, op, most, mostOfOwner =
  unpack(ARGV)
local hash = p .. 'job:' .. id
local known = redis.call('HMGET', hash, 'op', 'number')
if known[1] == op .. ':put' then return {'created', known[2]} end
if known[2] then return {'joined', id} end
if key ~= '' then
  local first = redis.call('GET', p .. 'key:' .. key)
  if first then
    local of = redis.call('HMGET', p .. 'job:' .. first, 'createdAt', 'fingerprint')
    if of[1] and createdAt - of[1] < ${KEY_LIFE_MS} then
      if of[2] == fingerprint then return {'joined', first} else return {'conflict'} end
    end
  end
end
local all, own = places(p, owner, 'queued')
local waitingOfOwner = redis.call('ZCARD', own)
if waitingOfOwner >= tonumber(mostOfOwner) then return {'full', waitingOfOwner, 'owner'} end
local waiting = redis.call('ZCARD', all)
if waiting >= tonumber(most) then return {'full', waiting, 'relay'} end
local number = redis.call('INCR', p .. 'last')
local place = string.format('%016.0f', number) .. ':' .. id
redis.call('HSET', hash, 'job', job, 'life', life, 'number', number, 'rev', 1, 'op', op .. ':put', 'owner', owner,
  'status', 'queued', 'createdAt', createdAt, 'startBefore', startBefore, 'turn', turn .. place, 'place', place,
  'fingerprint', fingerprint, 'key', key, 'twins', twins)
redis.call('ZADD', all, createdAt, place)
redis.call('ZADD', own, createdAt, place)
redis.call('ZADD', p .. 'waiting', 0, turn .. place)
redis.call('ZADD', p .. 'patience', startBefore, id)
redis.call('ZADD', p .. 'twins:' .. twins, createdAt, place)
if key ~= '' then redis.call('SET', p .. 'key:' .. key, id, 'PX', ${KEY_LIFE_MS}) end
return {'created', number}
`

const CHANGE = `${PLACES}
local p, id, rev, op, life, status, leaseEnd, neverLent, delivery, deliveryData, deliveryAt = unpack(ARGV)
local hash = p .. 'job:' .. id
local known = redis.call('HMGET', hash, 'rev', 'op', 'status', 'owner', 'createdAt', 'startBefore', 'turn', 'place')
if known[2] == op then return 1 end
if known[1] ~= rev then return 0 end
local before, owner, createdAt, startBefore, turn, place = unpack(known, 3)
redis.call('HSET', hash, 'life', life, 'rev', rev + 1, 'op', op, 'status', status)
if before ~= status then
  local allBefore, ownBefore = places(p, owner, before)
  local all, own = places(p, owner, status)
  redis.call('ZREM', allBefore, place)
  redis.call('ZREM', ownBefore, place)
  redis.call('ZADD', all, createdAt, place)
  redis.call('ZADD', own, createdAt, place)
  if before == 'queued' then
    redis.call('ZREM', p .. 'waiting', turn)
    redis.call('ZREM', p .. 'patience', id)
  end
  if status == 'queued' then redis.call('ZADD', p .. 'waiting', 0, turn) end
end
if neverLent == '1' then redis.call('ZADD', p .. 'patience', startBefore, id) end
if leaseEnd ~= '' then redis.call('ZADD', p .. 'leases', leaseEnd, id) else redis.call('ZREM', p .. 'leases', id) end
if delivery ~= '' then
  redis.call('HSET', p .. 'deliveries', delivery, deliveryData)
  redis.call('ZADD', p .. 'due', deliveryAt, delivery)
end
return 1
`

const READ_ALL = `
local found = {}
for at, id in ipairs(ids) do found[at] = redis.call('HMGET', p .. 'job:' .. id, 'job', 'life', 'number', 'rev') end
`

const WAITING = `
local p = ARGV[1]
local ids = redis.call('ZRANGE', p .. 'waiting', 0, ARGV[2] - 1)
for at, member in ipairs(ids) do ids[at] = string.match(member, '[^:]+$') end
${READ_ALL}
return found
`

const LIST = `
local p, order, low, high, offset, limit = unpack(ARGV)
offset, limit = tonumber(offset), tonumber(limit)
local total, all = 0, {}
for at = 7, #ARGV do
  local set = p .. ARGV[at]
  total = total + redis.call('ZCOUNT', set, low, high)
  local range
  if order == 'newest' then
    range = redis.call('ZREVRANGEBYSCORE', set, high, low, 'WITHSCORES', 'LIMIT', 0, offset + limit)
  else
    range = redis.call('ZRANGEBYSCORE', set, low, high, 'WITHSCORES', 'LIMIT', 0, offset + limit)
  end
  for i = 1, #range, 2 do all[#all + 1] = {range[i], tonumber(range[i + 1])} end
end
table.sort(all, function(a, b)
  if order == 'newest' then a, b = b, a end
  if a[2] ~= b[2] then return a[2] < b[2] end
  return a[1] < b[1]
end)
local ids = {}
for at = offset + 1, math.min(offset + limit, #all) do ids[#ids + 1] = string.match(all[at][1], '[^:]+$') end
${READ_ALL}
return {total, found}
`

const REMOVE = `${PLACES}
local p, id, delivery = unpack(ARGV)
local hash = p .. 'job:' .. id
local known = redis.call('HMGET', hash, 'status', 'owner', 'place', 'key', 'twins')
local status, owner, place, key, twins = unpack(known)
if not status or status == 'queued' or status == 'running' then return false end
local found = redis.call('HMGET', hash, 'job', 'life', 'number', 'rev')
local all, own = places(p, owner, status)
redis.call('DEL', hash)
redis.call('ZREM', all, place)
redis.call('ZREM', own, place)
redis.call('ZREM', p .. 'twins:' .. twins, place)
if key ~= '' and redis.call('GET', p .. 'key:' .. key) == id then redis.call('DEL', p .. 'key:' .. key) end
redis.call('HDEL', p .. 'deliveries', delivery)
redis.call('ZREM', p .. 'due', delivery)
return found
`

const DUE = `
local p, now, limit = unpack(ARGV)
local ids = redis.call('ZRANGEBYSCORE', p .. 'due', '-inf', now, 'LIMIT', 0, limit)
local found = {}
for at, id in ipairs(ids) do
  redis.call('ZADD', p .. 'due', now + ${DELIVERY_LOAN_MS}, id)
  found[at] = redis.call('HGET', p .. 'deliveries', id)
end
return found
`

const SETTLE = `
local p, id, nextAt = unpack(ARGV)
local data = redis.call('HGET', p .. 'deliveries', id)
if not data then return 0 end
if nextAt == '' then
  redis.call('HDEL', p .. 'deliveries', id)
  redis.call('ZREM', p .. 'due', id)
  return 1
end
local delivery = cjson.decode(data)
delivery.attempts = delivery.attempts + 1
redis.call('HSET', p .. 'deliveries', id, cjson.encode(delivery))
redis.call('ZADD', p .. 'due', nextAt, id)
return 1
`

/** The scripts by name. */
const SCRIPTS = {
  put: PUT,
  change: CHANGE,
  waiting: WAITING,
  list: LIST,
  remove: REMOVE,
  due: DUE,
  settle: SETTLE,
} as const

/** Runs a script; rejects with AppError `storage_full` or `storage_unavailable`. */
export type RunScript = (
  name: keyof typeof SCRIPTS,
  ...args: readonly (string | number)[]
) => Promise<unknown>

/** @param prefix goes to every script as its first argument */
export function createScripts(client: Redis, prefix: string): RunScript {
  const sums = Object.fromEntries(
    Object.entries(SCRIPTS).map(([name, lua]) => [name, createHash('sha1').update(lua).digest('hex')]),
  )
  return async (name, ...args) => {
    try {
      return await client.evalsha(sums[name]!, 0, prefix, ...args)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('NOSCRIPT')) throw redisError(error)
    }
    // Redis does not know it yet, or has been started anew.
    return client.eval(SCRIPTS[name], 0, prefix, ...args).catch((error: unknown) => {
      throw redisError(error)
    })
  }
}
