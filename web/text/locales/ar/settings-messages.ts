import type { Translation } from '../../translation.ts'

/** Sentences about sizes of one's own and several seeds, in Arabic. */
export const SETTINGS_MESSAGES: Translation = {
  'size.custom': 'مخصَّص…',
  'size.group': 'مقاس مخصَّص',
  'size.width': 'العرض',
  'size.height': 'الارتفاع',
  'size.keepShape': 'الحفاظ على النسبة',
  'size.swap': 'تبديل العرض والارتفاع',
  'size.shape': 'النسبة أو المقاس',
  'size.shapeHint': 'مثل 16:9 أو 1.5 أو \u20661024×768\u2069.',
  'size.shapeError': 'يُرجى كتابة نسبة مثل 16:9 أو مقاس مثل \u20661024×768\u2069.',
  'size.use': 'استخدام',
  'size.nearest':
    'أقرب مقاس يعرفه النموذج: \u2068{ratio}\u2069 (\u2066{width, number, ::group-off}×{height, number, ::group-off}\u2069)',
  'settings.arrayChoices': 'عدد الخيارات في [[…]] ضمن الوصف: {count, number}.',
  'settings.setNumber': 'ضبط على {count, number}',
  'settings.seedsHint':
    'البذرة نفسها مع الإعدادات نفسها تعطي الصورة نفسها. تفصل الفواصل بين عدة بذور، ولكل منها مهمة.',
}
