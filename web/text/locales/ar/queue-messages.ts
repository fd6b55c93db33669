import type { Translation } from '../../translation.ts'

/** The queue and the ways to generate, in Arabic. */
export const QUEUE_MESSAGES: Translation = {
  'queue.button': 'قائمة الانتظار',
  'queue.count':
    '{count, plural, zero {لا شيء} one {مهمة واحدة} two {مهمتان} few {# مهام} many {# مهمة} other {# مهمة}} في الانتظار',
  'queue.region': 'قائمة الانتظار',
  'queue.waiting': 'المهام المنتظرة',
  'queue.now': 'الآن',
  'queue.next': 'في الانتظار',
  'queue.empty': 'لا شيء في الانتظار.',
  'queue.pausedEmpty': 'لا شيء في الانتظار. ما يُضاف ينتظر حتى استئناف القائمة.',
  'queue.clear': 'إزالة المنتظرة',
  'queue.pause': 'إيقاف القائمة مؤقتًا',
  'queue.resume': 'استئناف',
  'queue.resumeAll': 'استئناف القائمة',
  'queue.start': 'بدء',
  'queue.inAll': 'حوالي {time} إجمالًا',
  'queue.progress': 'تقدّم هذه المهمة',
  'queue.moveUp': 'نقل المهمة {place, number} لأعلى: \u2068{name}\u2069',
  'queue.edit': 'تعديل المهمة {place, number}: \u2068{name}\u2069',
  'queue.duplicate': 'تكرار المهمة {place, number}: \u2068{name}\u2069',
  'queue.removeTask': 'إزالة المهمة {place, number}: \u2068{name}\u2069',
  'queue.moved': 'تم النقل إلى الموضع {place, number} من {count, number}',
  'queue.keys': 'يمكن نقل المهمة بالضغط على Alt مع ↑ أو ↓.',
  'queue.api': 'API',
  'queue.apiHint': 'مطلوبة عبر واجهة API. عند إزالتها تُبلَّغ الجهة الطالبة بإيقافها.',
  'queue.ended': 'المكتملة اليوم',
  'queue.endedNone': 'لا شيء بعد.',
  'queue.finished':
    '{count, plural, zero {اكتملت بلا صور} one {اكتملت · صورة واحدة} two {اكتملت · صورتان} few {اكتملت · # صور} many {اكتملت · # صورة} other {اكتملت · # صورة}}',
  'queue.stopped': 'أُوقفت · تم الاحتفاظ بـ {kept, number} من {images, number}',
  'queue.failed': '{headline}. {sentence}',
  'queue.retry': 'إعادة المحاولة: \u2068{name}\u2069',
  'queue.retryWord': 'إعادة المحاولة',

  'engine.queuePaused': 'القائمة متوقفة',
  'notices.queuePaused':
    'قائمة الانتظار متوقفة مؤقتًا. {count, plural, zero {لا شيء} one {مهمة واحدة} two {مهمتان} few {# مهام} many {# مهمة} other {# مهمة}} في الانتظار.',
  'notices.queueRests':
    '{count, plural, zero {لا مهام} one {مهمة واحدة} two {مهمتان} few {# مهام} many {# مهمة} other {# مهمة}} في الانتظار منذ {day, select, today {الساعة {since, time, short}} yesterday {أمس} other {{since, date, ::MMMMd}}}.',
  'notices.clearQueue': 'إزالة',

  'toast.removed_from_queue':
    '{count, plural, zero {لم تتم إزالة أي مهمة} one {تمت إزالة المهمة} two {تمت إزالة مهمتين} few {تمت إزالة # مهام} many {تمت إزالة # مهمة} other {تمت إزالة # مهمة}} من قائمة الانتظار',
  'toast.removed_relayed': 'تمت الإزالة. تُبلَّغ الجهة الطالبة بإيقاف المهمة.',
  'toast.taken_from_queue': 'انتقلت المهمة إلى خانة الوصف بدلًا مما كان فيها',

  'more.button': 'طرق أخرى للتوليد',
  'more.next': 'توليد بأولوية',
  'more.nextHint': 'قبل كل ما في الانتظار.',
  'more.repeat': 'تكرار حتى الإيقاف',
  'more.repeatHint': 'توليد جديد كلما اكتمل السابق، بالإعدادات السارية حينها.',
  'more.endRepeat': 'إنهاء التكرار',
  'more.styles': 'مهمة لكل نمط محدد',
  'more.stylesHint':
    '{count, plural, zero {لا مهام} one {مهمة واحدة} two {مهمتان} few {# مهام} many {# مهمة} other {# مهمة}}، لكل منها نمط واحد فقط.',
  'more.stylesNeed': 'يُرجى تحديد نمطين على الأقل أولًا.',
  'more.choices': 'كل خيار في القوائم',
  'more.choicesHint':
    '{count, plural, zero {لا صور} one {صورة واحدة} two {صورتان} few {# صور} many {# صورة} other {# صورة}}، واحدة لكل خيار في الوصف.',
  'more.choicesNeed': 'يُرجى كتابة خيارات في الوصف أولًا: \u2066a [[red, blue]] fox\u2069.',

  'shortcuts.generateNext': 'توليد بأولوية، قبل كل ما في الانتظار',
  'shortcuts.moveTask': 'نقل مهمة منتظرة لأعلى أو لأسفل',
}
