import { describe, expect, it } from 'vitest'
import { sayEnglish } from '../../text/say-english.ts'
import { noticeText } from './notice-text.ts'

describe('noticeText', () => {
  it('says what the planner changed, with its numbers', () => {
    const notice = { code: 'size_adapted', detail: { from: '1152×896', to: '160×128' } } as const
    expect(noticeText(notice, sayEnglish())).toBe('The model makes 160×128 instead of 1152×896.')
  })

  it('names the one setting that a model sets', () => {
    const detail = { by: 'Playground', setting: 'scheduler_name', to: 'edm_playground_v2.5' }
    const text = noticeText({ code: 'setting_forced', detail }, sayEnglish())
    expect(text).toBe('Playground sets Scheduler to edm_playground_v2.5.')
  })

  it('names the mode that set the sampler', () => {
    const notice = { code: 'setting_forced', detail: { by: 'Lightning' } } as const
    expect(noticeText(notice, sayEnglish())).toBe(
      'Lightning sets guidance, sharpness, sampler and scheduler.',
    )
  })

  it.each([
    ['no_expander', 'Left out, because the model has no language model for it: Fooocus V2.'],
    ['no_prompt', 'Left out, because there is no prompt to expand: Fooocus V2.'],
  ])('says why prompt expansion is left out: %s', (reason, sentence) => {
    const notice = { code: 'styles_left_out', detail: { styles: 'Fooocus V2', reason } } as const
    expect(noticeText(notice, sayEnglish())).toBe(sentence)
  })
})
