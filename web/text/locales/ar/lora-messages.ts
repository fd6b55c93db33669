import type { Translation } from '../../translation.ts'

/** Sentences about models to choose from and LoRA files, in Arabic. */
export const LORA_MESSAGES: Translation = {
  'options.models': 'النماذج',
  'models.base': 'النموذج الأساسي',
  'models.elsewhere': 'متوفرة للتنزيل',
  'models.refiner': 'نموذج الصقل',
  'models.noRefiner': 'بدون',
  'models.refinerSwitch': 'بدء الصقل عند',

  'loras.title': 'ملفات LoRA',
  'loras.hint': 'ملفات صغيرة تغيّر ما يرسمه النموذج.',
  'loras.row': 'LoRA {number, number}',
  'loras.enabled': 'مفعَّل',
  'loras.file': 'LoRA',
  'loras.none': 'بدون',
  'loras.ofModel': 'من هذا النموذج',
  'loras.mine': 'ملفاتي',
  'loras.gone': '\u2068{name}\u2069 (ليس على هذا الجهاز)',
  'loras.weight': 'الوزن',
  'loras.add': 'إضافة LoRA',
  'loras.full': 'الحد الأقصى في Fooocus هو {count, number}.',
  'loras.remove': 'إزالة LoRA {number, number}',
  'loras.addFile': 'إضافة ملف…',
  'loras.adding': 'جارٍ قراءة \u2068{name}\u2069…',
  'loras.added': 'تمت إضافة \u2068{name}\u2069.',
  'loras.renamed': 'يوجد ملف آخر بهذا الاسم، لذا حُفظ هذا الملف باسم \u2068{name}\u2069.',
  'loras.known': 'هذا الملف موجود هنا بالفعل باسم \u2068{name}\u2069.',
  'loras.failed': '{headline}. {sentence}',
  'loras.notTaken': 'لا يدعم \u2068{model}\u2069 ملفات LoRA.',
  'loras.modeRow': 'ملف LoRA من \u2068{mode}\u2069',
  'loras.addedByMode': 'أضافه \u2068{mode}\u2069',
  'loras.fromPrompt': 'من الوصف',
  'loras.triggerWords': 'كلمات التفعيل',
  'loras.toPrompt': 'إضافة إلى الوصف: \u2068{word}\u2069',
  'loras.base': 'لنموذج \u2068{base}\u2069',
  'loras.baseUnknown': 'لنموذج غير معروف',
  'loras.modules':
    '{count, plural, zero {لا وحدات} one {وحدة واحدة} two {وحدتان} few {# وحدات} many {# وحدة} other {# وحدة}}',
  'loras.fits': 'متوافق مع \u2068{model}\u2069.',
  'loras.fitsPartly':
    'متوافق مع \u2068{model}\u2069 باستثناء {count, plural, zero {# مفتاح} one {مفتاح واحد} two {مفتاحين} few {# مفاتيح} many {# مفتاحًا} other {# مفتاح}}.',
  'loras.otherModel': 'غير مخصَّص لنموذج \u2068{model}\u2069: عدد المفاتيح غير المتوافقة {count, number}.',
  'loras.dora': 'هذا ملف DoRA ولا يمكن استخدامه هنا.',
  'loras.keys': 'المفاتيح غير المتوافقة',
  'loras.moreKeys': 'و{count, number} غيرها…',
  'loras.files': 'ملفات LoRA الخاصة بي',
  'loras.noFiles': 'لا ملفات بعد. يمكن إفلات ملف \u2066.safetensors\u2069 على الصفحة أو إضافة ملف هنا.',
  'loras.delete': 'حذف \u2068{name}\u2069',
  'loras.use': 'استخدام \u2068{name}\u2069',
  'loras.dropTitle':
    '{count, plural, zero {لا ملفات LoRA} one {ملف LoRA واحد} two {ملفا LoRA} few {# ملفات LoRA} many {# ملف LoRA} other {# ملف LoRA}}',

  'notice.loras_left_out':
    '{reason, select, unknown {لا يوجد ملف LoRA بهذا الاسم: \u2068{loras}\u2069.} limit {أكثر من خمسة ملفات LoRA، لذا لم تُستخدم: \u2068{loras}\u2069.} other {يجلبها وضع الأداء معه: \u2068{loras}\u2069.}}',
  'notice.lora_weight_limited': 'يبقى الوزن ضمن \u2066±\u2068{to}\u2069\u2069: \u2068{loras}\u2069.',
  'notice.lora_keys_left_out':
    '{count, plural, zero {# مفتاح} one {مفتاح واحد} two {مفتاحان} few {# مفاتيح} many {# مفتاحًا} other {# مفتاح}} من \u2068{lora}\u2069 بلا موضع في النموذج: \u2068{keys}\u2069.',
}
