/** What is said about the models of the manifest, by id; one that has no sentence here describes itself. */
export const MODEL_MESSAGES = {
  'model.about.sticker':
    'The built-in model: small, icon-like pictures of everyday things, made for the processor.',
} as const
