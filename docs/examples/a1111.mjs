// What clients of AUTOMATIC1111's web UI send.
import { writeFile } from 'node:fs/promises'

const answer = await fetch(`${process.env.RELAY}/sdapi/v1/txt2img`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ prompt: 'a red apple', steps: 20, width: 512, height: 512, cfg_scale: 4 }),
})
const { images, info } = await answer.json()
await writeFile('apple.png', Buffer.from(images[0], 'base64'))
console.log(JSON.parse(info).seed)
