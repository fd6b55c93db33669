import type { Translation } from '../../translation.ts'

/** Sentences about the keyboard, in Arabic. */
export const SHORTCUT_MESSAGES: Translation = {
  'shortcuts.button': 'اختصارات لوحة المفاتيح',
  'shortcuts.title': 'اختصارات لوحة المفاتيح',
  'shortcuts.singleLetters': 'اختصارات الحرف الواحد',
  'shortcuts.generate': 'توليد',
  'shortcuts.stop': 'إيقاف',
  'shortcuts.skip': 'التخطي',
  'shortcuts.help': 'هذه القائمة',
  'shortcuts.undo': 'التراجع عن آخر تغيير في الإعدادات',
  'shortcuts.redo': 'إعادة التغيير',
  'shortcuts.nextRegion': 'المنطقة التالية',
  'shortcuts.previousRegion': 'المنطقة السابقة',
  'shortcuts.arrows': 'التنقل بين الصور',
  'shortcuts.enter': 'فتح الصورة',
  'shortcuts.download': 'تنزيل الصورة',
  'shortcuts.reuse': 'إعادة استخدام إعداداتها',
  'shortcuts.delete': 'حذف الصورة',
  'shortcuts.fit': 'ملاءمة',
  'shortcuts.actual': '\u2066100%\u2069',
  'shortcuts.double': '\u2066200%\u2069',
  'shortcuts.closeFull': 'إغلاق العرض الكامل',
  'shortcuts.where.anywhere': 'في أي مكان',
  'shortcuts.where.gallery': 'في المعرض ومنطقة المعاينة',
  'shortcuts.where.full': 'في العرض الكامل',
}
