/** The tabs of Options that exist. */
export const OPTIONS_TABS = ['settings', 'styles', 'models', 'advanced'] as const

/** One of the tabs of Options. */
export type OptionsTab = (typeof OPTIONS_TABS)[number]
