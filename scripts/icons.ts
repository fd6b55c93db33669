/** Draws the product's mark, an iris that is open a little, and writes it in every form a browser asks for. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const COBALT = '#1F5CC4'
const PAPER = '#F6F6F5'

/** Side of the drawing; all lengths below are in its units. */
const SIDE = 512
const BLADES = 6

/** How the mark sits in its square. */
interface Frame {
  /** Corner radius; 0 where the system cuts the corners itself. */
  readonly corner: number
  /** Radius of the iris; systems that cut to a circle leave the middle 80 % only. */
  readonly iris: number
}

const WINDOW: Frame = { corner: 112, iris: 176 }
const CUT_BY_SYSTEM: Frame = { corner: 0, iris: 148 }

const publicFolder = join(import.meta.dirname, '../public')
const iconFolder = join(publicFolder, 'icons')
await mkdir(iconFolder, { recursive: true })
await writeFile(join(publicFolder, 'favicon.svg'), draw(WINDOW))
await png(WINDOW, 192, join(iconFolder, 'icon-192.png'))
await png(WINDOW, 512, join(iconFolder, 'icon-512.png'))
await png(CUT_BY_SYSTEM, 512, join(iconFolder, 'icon-maskable-512.png'))
await png(CUT_BY_SYSTEM, 180, join(iconFolder, 'apple-touch-icon.png'))

async function png(frame: Frame, side: number, path: string): Promise<void> {
  const drawing = Buffer.from(draw(frame))
  const image = sharp(drawing, { density: (72 * side) / SIDE }).resize(side, side)
  // Edges that end between two pixels would leave a faint line where nothing may shine through.
  if (frame.corner === 0) image.flatten({ background: COBALT })
  await image.png({ compressionLevel: 9, palette: true }).toFile(path)
}

function draw({ corner, iris }: Frame): string {
  const opening = iris * 0.42
  const corners = Array.from({ length: BLADES }, (_, blade) => onCircle(opening, blade / BLADES))
  const edges = corners.map((from, blade) => {
    const to = extend(from, corners[(blade + 1) % BLADES]!, iris + 4)
    return `M${pair(from)}L${pair(to)}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}">`,
    `<rect width="${SIDE}" height="${SIDE}" rx="${corner}" fill="${COBALT}"/>`,
    `<circle cx="${SIDE / 2}" cy="${SIDE / 2}" r="${iris}" fill="${PAPER}"/>`,
    `<path d="M${corners.map(pair).join('L')}Z${edges.join('')}" fill="${COBALT}" stroke="${COBALT}" ` +
      `stroke-width="${round(iris * 0.085)}" stroke-linejoin="round"/>`,
    '</svg>\n',
  ].join('')
}

type Point = readonly [x: number, y: number]

/** A point around the middle; `turn` counts whole turns, clockwise from the top. */
function onCircle(radius: number, turn: number): Point {
  const angle = 2 * Math.PI * turn
  return [SIDE / 2 + radius * Math.sin(angle), SIDE / 2 - radius * Math.cos(angle)]
}

/** Where the ray from a through b leaves the circle of this radius around the middle. */
function extend(a: Point, b: Point, radius: number): Point {
  const [x, y] = [a[0] - SIDE / 2, a[1] - SIDE / 2]
  const length = Math.hypot(b[0] - a[0], b[1] - a[1])
  const [dx, dy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
  const along = x * dx + y * dy
  const reach = -along + Math.sqrt(along ** 2 - x ** 2 - y ** 2 + radius ** 2)
  return [a[0] + reach * dx, a[1] + reach * dy]
}

function pair([x, y]: Point): string {
  return `${round(x)} ${round(y)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
