import type { Translation } from '../../translation.ts'

/** What is said about the models of the manifest, in German. */
export const MODEL_MESSAGES: Translation = {
  'model.about.sticker':
    'Das eingebaute Modell: kleine, symbolhafte Bilder alltäglicher Dinge, für den Prozessor gemacht.',
}
