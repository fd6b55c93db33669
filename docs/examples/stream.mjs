// Progress and previews while the picture is made, with nothing but fetch.
const response = await fetch(`${process.env.RELAY}/v1/engine/generate/`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ prompt: 'a cute cat', stream_output: true }),
})
let text = ''
for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
  text += chunk
  const events = text.split('\r\n\r\n')
  text = events.pop()
  for (const event of events) {
    if (!event.startsWith('data: {')) continue
    const { progress, message, preview, images } = JSON.parse(event.split('\r\n')[0].slice(6))
    console.log(progress, message, preview ? `${preview.length} characters of preview` : '', ...images)
  }
}
