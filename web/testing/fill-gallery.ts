import type { EncodedImage } from '../../contract/image.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { aPicture } from './a-picture.ts'
import type { FakeKept } from './fake-kept.ts'

const THINGS = [
  'a red fox in the snow',
  'a lighthouse at night',
  'an old bicycle',
  'a bowl of ramen',
  'a paper boat',
]
const STYLES = ['SAI Anime', 'SAI Photographic', 'MRE Comic', 'Fooocus Sharp']
const SIZES = ['1152*896', '896*1152', '1024*1024']
const DRAWN = 24
const HOUR = 60 * 60 * 1000

/** Puts pictures of the last days into the fake's gallery; every fifth is a favourite. */
export async function fillGallery(
  { pictures }: FakeKept,
  count: number,
  paint: (request: GenerationRequest, seed: string) => Promise<EncodedImage>,
): Promise<void> {
  const files: EncodedImage[] = []
  for (let n = Math.min(count, DRAWN) - 1; n >= 0; n--) {
    const request = GenerationRequest.parse({ aspect_ratios_selection: SIZES[n % SIZES.length] })
    files.unshift(await paint(request, String(n * 3)))
  }
  for (let n = count - 1; n >= 0; n--) {
    const file = files[n % DRAWN]!
    const prompt = `${THINGS[n % THINGS.length]!}, number ${n + 1}`
    const [width = 0, height = 0] = SIZES[(n % DRAWN) % SIZES.length]!.split('*').map(Number)
    const record = aPicture(n.toString(16).padStart(8, '0'), {
      createdAt: Date.now() - n * 3 * HOUR,
      bytes: file.bytes.length,
      ...{ width, height },
      seed: String(1000 + n),
      isFavourite: n % 5 === 0,
      origin: n % 7 === 3 ? 'relay' : 'page',
      request: GenerationRequest.parse({
        prompt,
        image_seed: String(1000 + n),
        style_selections: [STYLES[n % STYLES.length]!],
        aspect_ratios_selection: `${width}*${height}`,
      }),
    })
    pictures.set(record.id, { record, file, deleted: false })
  }
}
