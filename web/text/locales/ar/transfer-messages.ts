import type { Translation } from '../../translation.ts'

/** Sentences about pictures in zips, out and in, in Arabic. */
export const TRANSFER_MESSAGES: Translation = {
  'transfer.export': 'تنزيل كملف zip',
  'transfer.exportAll': 'تنزيل الكل كملف zip',
  'transfer.import': 'استيراد…',
  'transfer.exporting': 'جارٍ وضع الصور في ملف zip',
  'transfer.importing': 'جارٍ استيراد الصور',
  'transfer.exportProgress': 'تقدّم التنزيل',
  'transfer.importProgress': 'تقدّم الاستيراد',
  'transfer.progress': '{count, number} من {of, number}',
  'transfer.cancel': 'إلغاء',
  'transfer.exported':
    'يحتوي ملف zip على {count, plural, zero {# صورة} one {صورة واحدة} two {صورتين} few {# صور} many {# صورة} other {# صورة}}.',
  'transfer.added':
    '{count, plural, zero {لم تُستورد أي صورة} one {تم استيراد صورة واحدة} two {تم استيراد صورتين} few {تم استيراد # صور} many {تم استيراد # صورة} other {تم استيراد # صورة}}',
  'transfer.known': 'كانت موجودة هنا من قبل: {count, number}',
  'transfer.failed':
    '{count, plural, zero {لم يتعذّر استيراد أي ملف} one {تعذّر استيراد ملف واحد} two {تعذّر استيراد ملفين} few {تعذّر استيراد # ملفات} many {تعذّر استيراد # ملفًا} other {تعذّر استيراد # ملف}}',
  'transfer.reason.not_a_zip': 'لا يمكن قراءة الملف: إنه تالف أو ليس ملف zip.',
  'transfer.reason.no_pictures': 'لا توجد صور PNG أو JPEG أو WebP في الملف.',
  'transfer.reason.records': 'قائمة الصور في ملف zip تالفة.',
  'transfer.reason.too_large': 'محتواه بعد فك الضغط أكبر مما يستوعبه المعرض دفعة واحدة.',
  'transfer.reason.not_a_picture': 'ليست كل الملفات صور PNG أو JPEG أو WebP سليمة.',
  'transfer.reason.damaged': 'توجد صورة تالفة في ملف zip.',
}
