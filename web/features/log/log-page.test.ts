import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import type { PictureRecord } from '../../../contract/picture.ts'
import { aPicture } from '../../testing/a-picture.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { logHead, logItem, logTail } from './log-page.ts'
import { LOG_SCRIPT, LOG_SCRIPT_HASH } from './log-parts.ts'

const say = sayEnglish()

function pictureWith(prompt: string): PictureRecord {
  const picture = aPicture('a')
  return {
    ...picture,
    request: { ...picture.request, prompt },
    parameters: { ...SAMPLE_PARAMETERS, prompt, fullPrompt: [prompt], fullNegativePrompt: [prompt] },
  }
}

/** The tags of a text, as a reader that knows only quotes and brackets finds them. */
const tagsOf = (html: string) => html.match(/<\/?[a-z!][^>"]*(?:"[^"]*"[^>"]*)*>/gu) ?? []

/** What an attribute says, read back. */
function attribute(html: string, name: string): string {
  const raw = new RegExp(`${name}="([^"]*)"`, 'u').exec(html)?.[1] ?? ''
  const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
  return raw.replace(/&(?:lt|gt|quot|#39|amp);/gu, (entity) => entities[entity as keyof typeof entities])
}

describe('an item of the log', () => {
  it('has a row for each parameter, both raw prompts, and the picture in itself', () => {
    const html = logItem(pictureWith('a cat'), 'data:image/png;base64,AAAA', say)
    expect(html).toContain('<img src="data:image/png;base64,AAAA" alt="a cat"')
    expect(html).toContain('<tr><th scope="row">Sampler</th><td>dpmpp_2m_sde_gpu</td></tr>')
    expect(html).toContain('<tr><th scope="row">Guidance Scale</th><td>4.0</td></tr>')
    expect(html.match(/<details>/gu)).toHaveLength(2)
  })

  it('carries all of it as JSON that Fooocus reads', () => {
    const json = attribute(logItem(pictureWith('a "cat" & <dog>'), null, say), 'data-json')
    expect(JSON.parse(json)).toMatchObject({
      prompt: 'a "cat" & <dog>',
      resolution: '(1152, 896)',
      seed: '12345',
      styles: "['Fooocus V2', 'Fooocus Sharp']",
    })
  })

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</td></table></details><svg onload=alert(1)>',
    '<!--fooocus-log-split-->',
    '&lt;script&gt;',
    '\0<b\0>',
  ])('lets no prompt become part of the page: %j', (prompt) => {
    const plain = tagsOf(logItem(pictureWith('a cat'), null, say))
    const hostile = tagsOf(logItem(pictureWith(prompt), null, say))
    const names = (tags: readonly string[]) => tags.map((tag) => tag.replace(/="[^"]*"/gu, ''))
    expect(names(hostile)).toEqual(names(plain))
  })

  it('has the same tags whatever the prompt is', () => {
    const names = (prompt: string) =>
      tagsOf(logItem(pictureWith(prompt), null, say)).map((tag) => tag.replace(/="[^"]*"/gu, ''))
    const plain = names('a cat')
    const nasty = fc.array(fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '-', '!', ' ', 'script', '\n'))
    fc.assert(
      fc.property(nasty, (parts) => {
        expect(names(`x${parts.join('')}`)).toEqual(plain)
      }),
    )
  })
})

describe('the page of the log', () => {
  it('lets only its own script run', () => {
    expect(createHash('sha256').update(LOG_SCRIPT).digest('base64')).toBe(LOG_SCRIPT_HASH)
    expect(logHead('today', 1, say)).toContain(`script-src 'sha256-${LOG_SCRIPT_HASH}'`)
    expect(logTail()).toContain(`<script>${LOG_SCRIPT}</script>`)
  })

  it('refers to nothing outside itself', () => {
    const html =
      logHead('today', 1, say) + logItem(pictureWith('a'), 'data:image/png;base64,AA', say) + logTail()
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/u)
    expect(html).not.toContain('//')
  })
})
