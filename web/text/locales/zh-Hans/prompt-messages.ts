import type { Translation } from '../../translation.ts'

/** Sentences of the helpers of the prompt box, in Simplified Chinese. */
export const PROMPT_MESSAGES: Translation = {
  'prompt.tokens':
    '{parts, plural, =1 {{tokens, number} 个词元} other {{tokens, number} 个词元，分 # 段读取}}',
  'prompt.more': '提高权重',
  'prompt.less': '降低权重',
  'prompt.clear': '清空提示词',
  'prompt.recent': '最近的提示词',
  'prompt.searchRecent': '搜索最近的提示词',
  'prompt.noRecent': '你图片的提示词会出现在这里。',
  'prompt.noneFound': '没有匹配的提示词。',
  'prompt.forgetRecent': '清空列表',
  'prompt.completions': '补全建议',
  'prompt.completionsFound': '{count, number} 个补全建议，按 Tab 采用所选项',
  'prompt.lora': 'LoRA',
  'prompt.embedding': '嵌入',
  'shortcuts.weight': '在提示词中：提高或降低一个词或所选内容的权重',
  'toast.prompt_replaced': '已替换提示词',
  'toast.prompt_cleared': '已清空提示词',
  'toast.prompts_forgotten': '已清空最近的提示词',
}
