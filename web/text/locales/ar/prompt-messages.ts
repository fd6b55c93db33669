import type { Translation } from '../../translation.ts'

/** Sentences of the helpers of the prompt box, in Arabic. */
export const PROMPT_MESSAGES: Translation = {
  'prompt.tokens':
    'عدد الرموز: {tokens, number}{parts, plural, zero {} one {} two {، تُقرأ في جزأين} few {، تُقرأ في # أجزاء} many {، تُقرأ في # جزءًا} other {، تُقرأ في # جزء}}',
  'prompt.more': 'زيادة الوزن',
  'prompt.less': 'تقليل الوزن',
  'prompt.clear': 'محو الوصف',
  'prompt.recent': 'أحدث الأوصاف',
  'prompt.searchRecent': 'البحث في أحدث الأوصاف',
  'prompt.noRecent': 'ستظهر أوصاف صورك هنا.',
  'prompt.noneFound': 'لا يوجد وصف مطابق.',
  'prompt.forgetRecent': 'محو القائمة',
  'prompt.completions': 'الاقتراحات',
  'prompt.completionsFound':
    '{count, plural, zero {لا اقتراحات} one {اقتراح واحد} two {اقتراحان} few {# اقتراحات} many {# اقتراحًا} other {# اقتراح}}، ويُدرج مفتاح Tab الاقتراح المحدد',
  'prompt.lora': 'LoRA',
  'prompt.embedding': 'تضمين',
  'shortcuts.weight': 'في الوصف: زيادة وزن كلمة أو نص محدد أو تقليله',
  'toast.prompt_replaced': 'تم استبدال الوصف',
  'toast.prompt_cleared': 'تم محو الوصف',
  'toast.prompts_forgotten': 'تم محو قائمة أحدث الأوصاف',
}
