// Receives finished records and checks that they come from the relay (Standard Webhooks).
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { WEBHOOK_SECRET, PORT = '8000' } = process.env
if (!WEBHOOK_SECRET) throw new Error('WEBHOOK_SECRET is the text that --webhook-secret was given.')
const secret = Buffer.from(WEBHOOK_SECRET.replace('whsec_', ''), 'base64')
const TOLERANCE_S = 300

createServer((request, response) => {
  const pieces = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => {
    const body = Buffer.concat(pieces).toString()
    const id = request.headers['webhook-id']
    const time = request.headers['webhook-timestamp']
    const signatures = request.headers['webhook-signature'] ?? ''
    const wanted = createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest()
    const isSigned = signatures.split(' ').some((one) => {
      const given = Buffer.from(one.replace('v1,', ''), 'base64')
      return given.length === wanted.length && timingSafeEqual(given, wanted)
    })
    const isRecent = Math.abs(Date.now() / 1000 - Number(time)) < TOLERANCE_S
    const isOurs = isSigned && isRecent
    response.writeHead(isOurs ? 204 : 401).end()
    if (!isOurs) return
    // A message may come twice; its id stays the same.
    const record = JSON.parse(body)
    console.log(id, record.task_status, ...record.result)
  })
}).listen(Number(PORT), () => console.log('waiting for messages'))
