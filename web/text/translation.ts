/** Sentences in another language, by the keys of the English ones. */
export type Translation = Readonly<Record<string, string>>
