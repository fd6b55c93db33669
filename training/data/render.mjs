/**
 * Renders the icon art to raw pixels and joins it with what emojibase says of each icon.
 *
 *   node render.mjs [--size 128] [--out ../work]
 *
 * Writes `icons.bin` (straight RGBA, one size × size picture after another) and `icons.json` (a row for each
 * picture: set, style, licence, name, group, subgroup, keywords).
 */
import { mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'

const { values } = parseArgs({
  options: { size: { type: 'string', default: '128' }, out: { type: 'string', default: '../work' } },
})
const size = Number(values.size)
const read = createRequire(import.meta.url)

const SETS = [
  { set: 'fluent-emoji', style: '3d', licence: 'MIT' },
  { set: 'fluent-emoji-flat', style: 'flat', licence: 'MIT' },
  { set: 'noto', style: 'cartoon', licence: 'Apache-2.0' },
]

/** Pictures of letters, signs, flags and the many variants of people: nothing a caption could tell apart. */
const LEFT_OUT =
  /skin-tone|^flag|regional|keycap|-button|^[0-9a-z]$|letter|o-clock|thirty|input-|symbol$|tag-|^japanese-|^\d+$|component|variation|combining|arrow$|zodiac|^man-|^woman-|person|couple|kiss-|family|men-|women-|people-/

/** "Mrs. Claus’ piñata" → "mrs-claus-pinata", as the icon sets name their files. */
const slug = (label) =>
  label
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]|[:’,.()"“”!]/g, '')
    .replace(/ +/g, '-')

const { groups, subgroups } = read('emojibase-data/en/messages.json')
const keys = (rows) => new Map(rows.map((row) => [row.order, row.key]))
const [groupKeys, subgroupKeys] = [keys(groups), keys(subgroups)]
const known = new Map(read('emojibase-data/en/data.json').map((row) => [slug(row.label), row]))

/** @returns {Promise<Buffer | null>} straight RGBA, or null for art that is not square */
async function draw(icon, sheet) {
  const [width, height] = [icon.width ?? sheet.width, icon.height ?? sheet.height]
  if (width !== height) return null
  const box = `${icon.left ?? 0} ${icon.top ?? 0} ${width} ${height}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${box}" width="${size}" height="${size}">${icon.body}</svg>`
  return sharp(Buffer.from(svg)).resize(size, size).ensureAlpha().raw().toBuffer()
}

mkdirSync(values.out, { recursive: true })
const pixels = openSync(join(values.out, 'icons.bin'), 'w')
const rows = []
for (const { set, style, licence } of SETS) {
  const sheet = JSON.parse(readFileSync(read.resolve(`@iconify-json/${set}/icons.json`), 'utf8'))
  for (const [name, icon] of Object.entries(sheet.icons)) {
    const facts = known.get(name)
    if (LEFT_OUT.test(name) || !facts) continue
    const data = await draw(icon, sheet)
    if (data?.length !== size * size * 4) continue
    writeSync(pixels, data)
    rows.push({
      set,
      style,
      licence,
      name: name.replaceAll('-', ' '),
      group: groupKeys.get(facts.group),
      subgroup: subgroupKeys.get(facts.subgroup),
      keywords: facts.tags,
    })
  }
}
writeFileSync(join(values.out, 'icons.json'), JSON.stringify({ size, icons: rows }, null, 1))
console.log(`${rows.length} pictures of ${new Set(rows.map((row) => row.name)).size} things, ${size} × ${size}`)
