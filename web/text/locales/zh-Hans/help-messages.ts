import type { HelpTexts } from '../../help-catalogue.ts'

/** What each control does, in Simplified Chinese. */
export const HELP_MESSAGES: Partial<HelpTexts> = {
  guidance_scale:
    '画面遵循提示词的严格程度。数值低时更自由、更柔和，数值高时更严格、更生硬；超过 10 往往显得过曝。快速模式固定为 1，会自行设定。',
}
