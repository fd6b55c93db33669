import '../tokens.css'
import '../base.css'
import { expose } from 'comlink'
import manifest from '../../models-manifest.json'
import { parseAspectRatio } from '../../contract/catalog/aspect-ratios.ts'
import type { PixelImage } from '../../contract/image.ts'
import { ModelManifest } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { startPage } from '../start-page.tsx'
import { fillGallery } from './fill-gallery.ts'
import { createFakeEngineWorker } from './fake-engine-worker.ts'
import type { FakeKept } from './fake-kept.ts'

/**
 * The page over a fake engine, for looking at its states:
 * ?step=300&backend=webgpu&fail=out_of_memory&full=1&pictures=60
 */

const query = new URLSearchParams(location.search)
const kept: FakeKept = {
  tasks: new Map(),
  pictures: new Map(),
  queue: { isPaused: false },
  userFiles: new Map(),
}

function draw(request: GenerationRequest, seed: number): OffscreenCanvas {
  const { width, height } = parseAspectRatio(request.aspect_ratios_selection)!
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  const hue = (seed * 47) % 360
  const s = Math.min(width, height) / 128
  context.translate(width / 2, height / 2)
  context.scale(s, s)
  const blob = (color: string, x: number, y: number, r: number) => {
    context.fillStyle = color
    context.beginPath()
    context.ellipse(x, y, r, r * 0.92, 0, 0, 7)
    context.fill()
  }
  blob(`hsl(${hue} 62% 38%)`, -22, -26, 12)
  blob(`hsl(${hue} 62% 38%)`, 22, -26, 12)
  blob(`hsl(${hue} 66% 52%)`, 0, 6, 42)
  blob(`hsl(${hue} 70% 68%)`, 0, 18, 22)
  blob('#fff', -14, -4, 9)
  blob('#fff', 14, -4, 9)
  blob('#222', -12, -3, 4.5)
  blob('#222', 12, -3, 4.5)
  context.strokeStyle = '#222'
  context.lineWidth = 2.5
  context.beginPath()
  context.arc(0, 14, 11, 0.3, 2.8)
  context.stroke()
  return canvas
}

function noisy(request: GenerationRequest, share: number): PixelImage {
  const canvas = draw(request, 7)
  const small = new OffscreenCanvas(Math.ceil(canvas.width / 4), Math.ceil(canvas.height / 4))
  const context = small.getContext('2d')!
  context.drawImage(canvas, 0, 0, small.width, small.height)
  const image = context.getImageData(0, 0, small.width, small.height)
  for (let i = 0; i < image.data.length; i++) {
    if (i % 4 < 3) image.data[i] = image.data[i]! * share + Math.random() * 255 * (1 - share)
  }
  return { width: small.width, height: small.height, data: image.data }
}

const paint = async (request: GenerationRequest, seed: string) => {
  const file = await draw(request, Number(BigInt(seed) % 1000n)).convertToBlob({ type: 'image/png' })
  return { mime: 'image/png' as const, bytes: new Uint8Array(await file.arrayBuffer()) }
}
await fillGallery(kept, Number(query.get('pictures') ?? 0), paint)

const fail = query.get('fail')
const { models } = ModelManifest.parse(manifest)

startPage(document.getElementById('root')!, {
  createWorker: () => {
    const { port1, port2 } = new MessageChannel()
    const worker = createFakeEngineWorker({
      model: models[0]!,
      stepMs: Number(query.get('step') ?? 120),
      backend: query.get('backend') === 'webgpu' ? 'webgpu' : 'wasm',
      kept,
      paint,
      preview: noisy,
      isFull: query.has('full'),
      ...(fail && { failWith: { code: fail as 'internal', message: 'made up', detail: {} } }),
    })
    expose(worker, port2)
    port1.start()
    return Object.assign(port1, { terminate: () => port1.close() })
  },
  // The development server is no relay, so that nobody asks for a bridge.
  createBridge: () => {
    throw new Error('the fake page has no bridge')
  },
  engine: (chosen) => chosen,
  offline: {
    begin: () => {},
    onUpdateReady: () => () => {},
    applyUpdate: () => {},
    keepRuntime: async () => true,
  },
})
