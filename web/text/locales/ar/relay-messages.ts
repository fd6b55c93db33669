import type { Translation } from '../../translation.ts'

/** The sentences about the relay, in Arabic. */
export const RELAY_MESSAGES: Translation = {
  'relay.chip.connected':
    '{jobs, plural, zero {جاهز} one {مهمة واحدة} two {مهمتان} few {# مهام} many {# مهمة} other {# مهمة}}',
  'relay.chip.connecting': 'جارٍ الاتصال…',
  'relay.chip.off': 'API متوقفة',
  'relay.chip.refused': 'API مرفوضة',
  'relay.chipLabel': 'المرحّل: \u2068{word}\u2069 · المهام المنجزة: {served, number}',

  'relay.lead':
    'يمكن للبرامج طلب صور من علامة التبويب هذه عبر المرحّل الذي يقدّم هذه الصفحة. تستطيع الجهات الطالبة قراءة ما ترسله وما تتلقاه. وترى علامة التبويب هذه أوصافها.',
  'relay.status': 'الاتصال',
  'relay.state.off': 'متوقف',
  'relay.state.waiting': 'في انتظار المحرك',
  'relay.state.connecting': 'جارٍ الاتصال…',
  'relay.state.connected': 'متصل منذ {time}',
  'relay.state.finishing':
    'الإيقاف بعد {jobs, plural, zero {# مهمة} one {مهمة واحدة} two {مهمتين} few {# مهام} many {# مهمة} other {# مهمة}}',
  'relay.state.retrying': 'جارٍ إعادة الاتصال (المحاولة {failures, number})',
  'relay.state.refused': 'مرفوض',
  'relay.state.unknown': 'جارٍ البحث عن المرحّل…',
  'relay.state.absent': 'الصفحة غير مقدَّمة من مرحّل',
  'relay.state.silent': 'المرحّل لا يستجيب',

  'relay.why.off': 'لا تلبي علامة التبويب هذه طلبات API.',
  'relay.why.waiting': 'ستلبي علامة التبويب هذه الطلبات بمجرد جاهزية المحرك في هذه النافذة.',
  'relay.why.elsewhere': 'المحرك في نافذة أخرى تلبي الطلبات بدلًا من هذه.',
  'relay.why.connecting': 'طُلب من المرحّل قبول علامة التبويب هذه.',
  'relay.why.connected': 'تستلم علامة التبويب هذه المهام من المرحّل فور ورودها.',
  'relay.why.finishing': 'يكتمل ما تم قبوله، ولا تُستلم مهام جديدة.',
  'relay.why.unknown': 'يستغرق هذا لحظات.',
  'relay.why.absent':
    'تأتي هذه الصفحة من خادم ملفات عادي. للحصول على واجهة API، يُرجى تشغيل Fooocus Tab على الكمبيوتر.',
  'relay.why.silent': 'ربما تم إيقافه. ستواصل هذه الصفحة البحث عنه.',

  'relay.reason.unauthorized':
    'لم يقبل المرحّل علامة التبويب هذه. رمز الإقران غير موجود أو سبق استخدامه أو انتهت صلاحيته أو أُلغي. يمكن إنشاء رمز جديد بالأمر «relay pair».',
  'relay.reason.forbidden': 'لا يقبل المرحّل الصفحات من هذا العنوان.',
  'relay.reason.version': 'إصدار الصفحة لا يطابق إصدار المرحّل. يُرجى إعادة تحميل الصفحة أو تحديث المرحّل.',
  'relay.reason.replaced': 'اتصلت علامة التبويب نفسها مجددًا من نافذة أخرى.',
  'relay.reason.insecure':
    'لا يسمح المتصفح للصفحات بحساب المجاميع الاختبارية عند هذا العنوان. يُرجى استخدام https أو localhost.',
  'relay.reason.not_accepted': 'أجاب المرحّل بما لا تفهمه هذه الصفحة.',
  'relay.reason.unreachable': 'المرحّل لا يستجيب.',
  'relay.reason.lost': 'انقطع الاتصال.',
  'relay.reason.silent': 'كان الاتصال معطلًا.',
  'relay.reason.drain': 'المرحّل قيد إعادة التشغيل.',
  'relay.reason.done': 'أنهى المرحّل الاتصال.',
  'relay.reason.bad_message': 'حدث سوء فهم بين الصفحة والمرحّل.',
  'relay.reason.too_large': 'كانت إحدى الرسائل كبيرة جدًا.',
  'relay.reason.overrun': 'أُرسل أكثر مما طلبه المرحّل.',

  'relay.serve': 'تلبية طلبات API',
  'relay.token': 'رمز الإقران',
  'relay.tokenHint': 'يعرضه الأمر «relay pair»، ويبدأ بـ \u2066prt_\u2069.',
  'relay.tokenError': 'يبدأ رمز الإقران بـ \u2066prt_\u2069.',
  'relay.connect': 'اتصال',
  'relay.retryNow': 'المحاولة الآن',

  'relay.tab': 'علامة التبويب هذه',
  'relay.tab.models': 'النماذج',
  'relay.tab.device': 'الحساب بواسطة',
  'relay.tab.gpu': 'معالج الرسومات',
  'relay.tab.gpuNamed': 'معالج الرسومات (\u2068{name}\u2069)',
  'relay.tab.cpu':
    'المعالج، {threads, plural, zero {# خيط} one {خيط واحد} two {خيطان} few {# خيوط} many {# خيطًا} other {# خيط}}',
  'relay.tab.served': 'المنجَز',
  'relay.tab.servedCount':
    '{count, plural, zero {لا مهام} one {مهمة واحدة} two {مهمتان} few {# مهام} many {# مهمة} other {# مهمة}}',
  'relay.tab.now': 'الجاري الآن',
  'relay.tab.version': 'إصدار المرحّل',
  'relay.none': 'لا يوجد',

  'relay.example': 'مثال على الاستدعاء',
  'relay.exampleTabs': 'لغات البرمجة',
  'relay.copy': 'نسخ',
  'relay.docs': 'كل الاستدعاءات والحقول',
  'relay.key': 'إذا تم تشغيل المرحّل بمفتاح، فيجب إضافة الترويسة X-API-KEY إلى الطلب.',

  'relay.traffic': 'الطلبات المباشرة',
  'relay.traffic.empty': 'لا طلبات بعد.',
  'relay.traffic.time': 'الوقت',
  'relay.traffic.request': 'الطلب',
  'relay.traffic.state': 'الحالة',
  'relay.traffic.picture': 'الصورة',
  'relay.traffic.queued': 'في الانتظار',
  'relay.traffic.running': '\u2066{percent, number}%\u2069',
  'relay.traffic.finished': 'اكتمل خلال {seconds, number} ث',
  'relay.traffic.stopped': 'أُوقف',
  'relay.traffic.failed': 'أخفق',
}
