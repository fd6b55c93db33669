import { describe, expect, it } from 'vitest'
import { MESSAGES } from '../messages.ts'
import { createSay } from '../say.ts'
import { accented, mirrored } from './pseudo.ts'

describe('accented English', () => {
  const say = createSay(accented(MESSAGES), 'en')

  it('is recognisable, in brackets, and longer', () => {
    const text = say('gallery.empty')
    expect(text).toMatch(/^\[Ýöûŕ þîçţûŕéš/u)
    expect(text).toMatch(/\]$/u)
    expect(text.length).toBeGreaterThan(MESSAGES['gallery.empty'].length * 1.3)
  })

  it('leaves values and branches as they are', () => {
    expect(say('plan.pictures', { count: 1 })).toContain('1 þîçţûŕé ')
    expect(say('plan.pictures', { count: 2 })).toContain('2 þîçţûŕéš')
    expect(say('toast.preset_saved', { name: 'Fox' })).toContain('Fox')
    expect(say('notice.styles_left_out', { reason: 'no_prompt', styles: 'Fox' })).toContain('ñö þŕöɱþţ')
  })
})

describe('mirrored English', () => {
  const say = createSay(mirrored(MESSAGES), 'en')

  it('turns each word around and keeps values apart', () => {
    expect(say('options.close')).toBe('\u200f\u202eClose\u202c\u200f \u200f\u202eoptions\u202c\u200f')
    expect(say('toast.preset_saved', { name: 'Fox' })).toContain('\u2068Fox\u2069')
  })

  it('keeps width before height', () => {
    expect(say('plan.size', { width: 160, height: 128 })).toBe('\u2066160×128\u2069')
  })
})
