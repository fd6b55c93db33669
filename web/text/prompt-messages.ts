/** Sentences about what helps to write a prompt. */
export const PROMPT_MESSAGES = {
  'prompt.tokens':
    '{parts, plural, one {{tokens, plural, one {# token} other {# tokens}}} other {{tokens, number} tokens, read in # parts}}',
  'prompt.more': 'More weight',
  'prompt.less': 'Less weight',
  'prompt.clear': 'Clear prompt',
  'prompt.recent': 'Recent prompts',
  'prompt.searchRecent': 'Search recent prompts',
  'prompt.noRecent': 'Prompts of your pictures appear here.',
  'prompt.noneFound': 'No prompt matches.',
  'prompt.forgetRecent': 'Clear the list',
  'prompt.completions': 'Completions',
  'prompt.completionsFound':
    '{count, plural, one {# completion} other {# completions}}, Tab takes the chosen one',
  'prompt.lora': 'LoRA',
  'prompt.embedding': 'Embedding',
  'sample.tiles': 'Things to draw',
  'sample.use': 'Use prompt: {prompt}',
  'stage.tipStyles': 'Styles change how a picture looks. All of them are under Options, Styles.',
  'stage.tipHeard': 'Got it',
  'shortcuts.weight': 'In the prompt: more or less weight for a word or the selection',
  'toast.prompt_replaced': 'The prompt was replaced',
  'toast.prompt_cleared': 'The prompt was cleared',
  'toast.prompts_forgotten': 'Recent prompts were cleared',
} as const
