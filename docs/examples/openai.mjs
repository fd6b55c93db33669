// The official client of OpenAI; only the address differs.
import { writeFile } from 'node:fs/promises'
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: `${process.env.RELAY}/v1`, apiKey: process.env.RELAY_KEY ?? 'none' })
const { data } = await client.images.generate({ model: 'gpt-image-1', prompt: 'a red apple', n: 1 })
await writeFile('apple.png', Buffer.from(data[0].b64_json, 'base64'))

const stream = await client.images.generate({
  model: 'gpt-image-1',
  prompt: 'a blue fish',
  stream: true,
  partial_images: 2,
})
for await (const event of stream) console.log(event.type, event.b64_json.length)
