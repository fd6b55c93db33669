import type { Translation } from '../../translation.ts'

/** Sentences of the helpers of the prompt box, in German. */
export const PROMPT_MESSAGES: Translation = {
  'prompt.tokens':
    '{parts, plural, one {{tokens, plural, one {# Token} other {# Tokens}}} other {{tokens, number} Tokens, in # Teilen gelesen}}',
  'prompt.more': 'Mehr Gewicht',
  'prompt.less': 'Weniger Gewicht',
  'prompt.clear': 'Prompt leeren',
  'prompt.recent': 'Letzte Prompts',
  'prompt.searchRecent': 'Letzte Prompts durchsuchen',
  'prompt.noRecent': 'Hier erscheinen die Prompts deiner Bilder.',
  'prompt.noneFound': 'Kein Prompt passt.',
  'prompt.forgetRecent': 'Liste leeren',
  'prompt.completions': 'Vorschläge',
  'prompt.completionsFound':
    '{count, plural, one {# Vorschlag} other {# Vorschläge}}, Tab übernimmt den gewählten',
  'prompt.lora': 'LoRA',
  'prompt.embedding': 'Embedding',
  'shortcuts.weight': 'Im Prompt: mehr oder weniger Gewicht für ein Wort oder die Auswahl',
  'toast.prompt_replaced': 'Der Prompt ist ersetzt',
  'toast.prompt_cleared': 'Der Prompt ist geleert',
  'toast.prompts_forgotten': 'Die Liste der letzten Prompts ist geleert',
}
