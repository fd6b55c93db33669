import type { Translation } from '../../translation.ts'

/** Sentences of the tab Advanced, in Arabic. */
export const ADVANCED_MESSAGES: Translation = {
  'advanced.picture': 'الصورة',
  'advanced.resetGroup': 'إعادة ضبط: {group}',
  'advanced.changed': 'تم تغييره',
  'advanced.changedOnly': 'المُغيَّر فقط',
  'advanced.noneChanged': 'لم يتغير شيء: كل القيم كما يحددها الإعداد المسبق أو النموذج.',
}
