import type { Translation } from '../../translation.ts'

/** Sentences about making pictures and looking at them, in Arabic. */
export const CREATE_MESSAGES: Translation = {
  'app.name': 'Fooocus Tab',
  'app.skipToPrompt': 'الانتقال إلى الوصف',
  'app.skipToGallery': 'الانتقال إلى المعرض',
  'app.views': 'الشاشات',
  'app.create': 'إنشاء',
  'app.gallery': 'المعرض',
  'app.relay': 'المرحّل',
  'app.title.running': '\u2066{percent}%\u2069 · Fooocus Tab',
  'app.title.done':
    '✓ {count, plural, zero {لا صور} one {صورة واحدة} two {صورتان} few {# صور} many {# صورة} other {# صورة}} · Fooocus Tab',
  'app.close': 'إغلاق',

  'prompt.region': 'الوصف',
  'prompt.label': 'الوصف',
  'prompt.suggestion': 'a fox on mint background',
  'prompt.placeholder': 'ما الذي تُظهره الصورة؟ مثلًا: \u2068{suggestion}\u2069',
  'prompt.generate': 'توليد',
  'prompt.skip': 'التخطي',
  'prompt.stop': 'إيقاف',
  'prompt.forceStop': 'إيقاف فوري',
  'prompt.advanced': 'متقدم',
  'prompt.styles': 'الأنماط {count, number}',
  'prompt.expand': 'التفاصيل',
  'prompt.added': 'تمت الإضافة، في الانتظار: {waiting, number}',

  'plan.pictures':
    '{count, plural, zero {لا صور} one {صورة واحدة} two {صورتان} few {# صور} many {# صورة} other {# صورة}}',
  'plan.styles':
    '{count, plural, zero {بلا نمط} one {نمط واحد} two {نمطان} few {# أنماط} many {# نمطًا} other {# نمط}}',
  'plan.size': '\u2066{width, number, ::group-off}×{height, number, ::group-off}\u2069',
  'plan.about': 'حوالي {time}',
  'plan.others':
    '{count, plural, zero {لا إعدادات أخرى} one {إعداد آخر} two {إعدادان آخران} few {# إعدادات أخرى} many {# إعدادًا آخر} other {# إعداد آخر}}',

  'planView.title': 'ما سيتم تنفيذه',
  'planView.body': 'الخطة',
  'planView.sampling': '\u2066{sampler} / {scheduler}\u2069',
  'planView.guidance': 'CFG {scale, number}',
  'planView.lora': '\u2066LoRA {name} {weight, number}\u2069',
  'planView.pictures':
    '{count, plural, zero {الصور من {first, number} إلى {last, number}} one {الصورة {first, number}} two {الصورتان {first, number} و{last, number}} few {الصور من {first, number} إلى {last, number}} many {الصور من {first, number} إلى {last, number}} other {الصور من {first, number} إلى {last, number}}}',
  'planView.seed': 'البذرة \u2068{seeds}\u2069',
  'planView.seedRandom': 'بذرة عشوائية: ستختلف الكلمات التي تُختار عشوائيًا',
  'planView.positive': 'الوصف كما يُقرأ',
  'planView.expansion': 'يُقرأ مرة أخرى مع الكلمات التي يضيفها توسيع الوصف',
  'planView.negative': 'الوصف السلبي كما يُقرأ',
  'planView.negativeUnused': 'لا يُستخدم الوصف السلبي عندما تكون قيمة CFG هي 1.',
  'planView.copy': 'نسخ: {what}',
  'notice.size_rounded': 'تم تقريب المقاس من \u2068{from}\u2069 إلى \u2068{to}\u2069.',
  'notice.size_adapted': 'سيُنتج النموذج \u2068{to}\u2069 بدلًا من \u2068{from}\u2069.',
  'notice.styles_left_out':
    '{reason, select, no_prompt {لم تُستخدم لعدم وجود وصف لتوسيعه: \u2068{styles}\u2069.} other {لم تُستخدم لعدم توفر نموذج لغوي لها في النموذج: \u2068{styles}\u2069.}}',
  'notice.setting_forced': 'يحدد \u2068{by}\u2069 التوجيه والحدة وطريقة أخذ العينات وجدول الضوضاء.',
  'notice.setting_forced_to': 'يضبط \u2068{by}\u2069 قيمة \u2068{setting}\u2069 على \u2068{to}\u2069.',
  'notice.embeddings_left_out':
    '{reason, select, model {لم تُستخدم لأن هذا النموذج لا يدعم التضمينات: \u2068{embeddings}\u2069.} other {لم تُستخدم لعدم وجود تضمين بهذا الاسم: \u2068{embeddings}\u2069.}}',
  'notice.other': 'تغيير أجراه المخطِّط: \u2068{code}\u2069.',

  'text.clauses': '{first}؛ {second}',
  'time.seconds': '{count, number} ث',
  'time.minutes': '{count, number} د',
  'time.hours': '{count, number} س',

  'progress.label': 'تقدّم التوليد',
  'progress.waiting': 'في الانتظار',
  'progress.waitingBehind': 'في الانتظار · قبلها {count, number}',
  'progress.elsewhere': 'في انتظار النافذة الأخرى',
  'progress.starting': 'جارٍ التحضير',
  'progress.download': 'جارٍ جلب \u2068{model}\u2069 · {loaded} من {total}',
  'progress.load': 'جارٍ تحميل \u2068{model}\u2069 · \u2066{percent, number}%\u2069',
  'progress.prompt': 'جارٍ قراءة الوصف',
  'progress.picture': 'جارٍ تجهيز الصورة · \u2066{percent, number}%\u2069',
  'progress.step':
    '{images, plural, zero {} one {} two {الصورة {image, number} من {images, number} · } few {الصورة {image, number} من {images, number} · } many {الصورة {image, number} من {images, number} · } other {الصورة {image, number} من {images, number} · }}الخطوة {step, number} من {steps, number}',
  'progress.left': 'بقي حوالي {time}',
  'progress.longer': 'بقي القليل',
  'progress.decode':
    'جارٍ إنهاء الصورة{images, plural, zero {} one {} two { {image, number} من {images, number}} few { {image, number} من {images, number}} many { {image, number} من {images, number}} other { {image, number} من {images, number}}}',
  'progress.save': 'جارٍ الحفظ',
  'progress.stopping': 'الإيقاف بعد هذه الخطوة',
  'progress.queue': 'المهام الأخرى في الانتظار: {count, number}',

  'announce.started': 'بدأ التوليد',
  'announce.picture': 'اكتملت الصورة {image, number} من {images, number}',
  'announce.finished':
    'اكتمل التوليد · {count, plural, zero {لا صور} one {صورة واحدة} two {صورتان} few {# صور} many {# صورة} other {# صورة}}',
  'announce.stopped': 'تم الإيقاف · الصور المحتفَظ بها: {kept, number} من {images, number}',

  'stage.region': 'المعاينة',
  'stage.previewOf': 'معاينة: \u2068{prompt}\u2069',
  'stage.empty': 'ستظهر صورتك هنا.',
  'stage.emptyHint': 'يُرجى كتابة ما ستُظهره، ثم الضغط على «توليد».',
  'stage.gettingReady': 'جارٍ تجهيز المحرك',
  'stage.backToLive': 'العودة إلى الصورة الجارية',
  'stage.caption': '\u2066{width, number, ::group-off} × {height, number, ::group-off}\u2069 بكسل',
  'stage.captionScaled':
    '\u2066{width, number, ::group-off} × {height, number, ::group-off}\u2069 بكسل · معروضة بحجم أكبر',
  'stage.saved': 'محفوظة في هذا المتصفح، وقد يمحوها.',
  'stage.notSaved': 'غير محفوظة',

  'sample.making': 'أول صورة تُنشأ على هذا الكمبيوتر',
  'sample.caption': 'أُنشئت للتو على هذا الكمبيوتر. يمكنك كتابة فكرتك في الأسفل.',
  'sample.keep': 'احتفاظ',
  'sample.another': 'صورة أخرى',
  'sample.prompt': 'a sunflower on sky blue background',
  'sample.prompt2': 'a rocket on navy background',
  'sample.prompt3': 'a panda on pink background',

  'picture.toolbar': 'الصورة',
  'picture.download': 'تنزيل',
  'picture.copy': 'نسخ الصورة',
  'picture.reuse': 'إعادة استخدام الإعدادات',
  'picture.fullView': 'العرض الكامل',
  'picture.delete': 'حذف',
  'picture.withoutPrompt': 'صورة بلا وصف',

  'gallery.region': 'المعرض',
  'gallery.pictures': 'الصور',
  'gallery.total':
    '{count, plural, zero {لا صور} one {صورة واحدة} two {صورتان} few {# صور} many {# صورة} other {# صورة}}',
  'gallery.empty': 'ستظهر صورك هنا، وتبقى على هذا الكمبيوتر.',
  'gallery.failed': 'تعذّرت قراءة الصور.',
  'gallery.tryAgain': 'إعادة المحاولة',
  'gallery.all': 'كل الصور',
  'gallery.day': 'التاريخ',
  'gallery.allDays': 'كل الأيام',
  'gallery.notSaved': 'غير محفوظة',

  'log.export': 'تصدير السجل',
  'log.progress': '{count, number} من {of, number}',
  'log.all': 'كل الأيام',
  'log.title': 'سجل Fooocus Tab · \u2068{title}\u2069',
  'log.private':
    '{count, plural, zero {لا صور} one {صورة واحدة} two {صورتان} few {# صور} many {# صورة} other {# صورة}}. هذه الصفحة خاصة: حُفظت بطلب منك ولم تُرسل إلى أحد. ينسخ الزر مَعلمات الصورة بتنسيق JSON الذي يقرأه Fooocus أيضًا.',
  'log.gone': 'لم يعد ملف هذه الصورة موجودًا.',
  'log.rawPrompt': 'الوصف الخام كاملًا',
  'log.positive': 'إيجابي',
  'log.negative': 'سلبي',
  'log.copy': 'نسخ إلى الحافظة',
  'log.copied': 'تم النسخ',

  'full.title': 'العرض الكامل',
  'full.previous': 'الصورة السابقة',
  'full.next': 'الصورة التالية',
  'full.zoom': 'التكبير والتصغير',
  'full.fit': 'ملاءمة',
  'full.actual': '\u2066100%\u2069',
  'full.double': '\u2066200%\u2069',
  'full.info':
    '\u2068{size}\u2069 · البذرة \u2068{seed}\u2069 · \u2068{performance}\u2069 · \u2068{date}\u2069',
  'sample.tiles': 'أفكار للرسم',
  'sample.use': 'استخدام الوصف: \u2068{prompt}\u2069',
  'stage.tipStyles': 'تغيّر الأنماط مظهر الصورة، وكلها موجودة في «الخيارات» ضمن «الأنماط».',
  'stage.tipHeard': 'حسنًا',
}
