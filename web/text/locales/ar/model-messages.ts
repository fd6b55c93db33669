import type { Translation } from '../../translation.ts'

/** What is said about the models of the manifest, in Arabic. */
export const MODEL_MESSAGES: Translation = {
  'model.about.sticker':
    'النموذج المضمَّن: صور صغيرة تشبه الأيقونات لأشياء من الحياة اليومية، مصمَّم للعمل على المعالج.',
}
