/** Sentences about looking at pictures: toolbar, info, full view, compare. */
export const VIEWER_MESSAGES = {
  'picture.favourite': 'Favourite',
  'picture.compare': 'Compare',
  'picture.info': 'Info',

  'reuse.everything': 'Everything',
  'reuse.withoutSeed': 'Without seed',
  'reuse.prompt': 'Prompt only',
  'reuse.seed': 'Seed only',
  'reuse.styles': 'Styles only',
  'toast.reused':
    '{part, select, prompt {Prompt restored} seed {Seed restored} styles {Styles restored} other {Settings restored}}{missing, select, none {} other {. Not on this device: {missing}}}',

  'info.title': 'About this picture',
  'info.copyJson': 'Copy all as JSON',
  'info.copyA1111': 'Copy all as A1111 text',
  'info.copy': 'Copy: {name} ({group})',
  'info.file': 'File',
  'info.run': 'What was run',
  'info.asked': 'What was asked for',
  'info.notices': 'Notices',
  'info.name': 'Name',
  'info.pixels': 'Pixels',
  'info.bytes': 'File size',
  'info.created': 'Made',
  'info.taken': 'Time taken',
  'info.seconds':
    '{count, plural, =1 {{seconds, number} s} other {{seconds, number} s for {count, number} pictures}}',
  'info.origin': 'Asked by',
  'info.fromApi': 'the API',
  'info.expansion': 'Prompt expansion',
  'info.fullPrompt': 'Prompt as it was read',
  'info.fullNegative': 'Negative prompt as it was read',
  'info.steps': 'Steps',
  'info.adm': 'ADM guidance',
  'info.version': 'Version',

  'shortcuts.favourite': 'Mark as favourite',
  'shortcuts.info': 'Show its parameters',
} as const
