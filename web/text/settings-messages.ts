/** Sentences about sizes, seeds and the other settings of a request. */
export const SETTINGS_MESSAGES = {
  'size.custom': 'Custom…',
  'size.group': 'Custom size',
  'size.width': 'Width',
  'size.height': 'Height',
  'size.keepShape': 'Keep the shape',
  'size.swap': 'Swap width and height',
  'size.shape': 'Ratio or size',
  'size.shapeHint': 'Such as 16:9, 1.5 or 1024×768.',
  'size.shapeError': 'Write a ratio such as 16:9, or a size such as 1024×768.',
  'size.use': 'Use',
  'size.nearest':
    'Nearest size the model knows: {ratio} ({width, number, ::group-off}×{height, number, ::group-off})',
  'settings.arrayChoices': 'The prompt’s [[…]] has {count, number} choices.',
  'settings.setNumber': 'Set {count, number}',
  'settings.seedsHint':
    'The same seed and settings give the same picture. Commas separate several: one task each.',
  'advanced.picture': 'Picture',
  'advanced.resetGroup': 'Reset: {group}',
  'advanced.changed': 'Changed',
  'advanced.changedOnly': 'Changed only',
  'advanced.noneChanged': 'Nothing is changed: all is as the preset or the model has it.',
} as const
