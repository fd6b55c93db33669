import { usePreferences } from '../../state/page-context.tsx'
import { LANGUAGES, OWN_NAMES, type Language, type LanguageChoice as Choice } from '../../text/languages.ts'
import { useLanguage } from '../../text/use-language.ts'
import { useText } from '../../text/use-text.ts'
import { Select, type SelectChoice } from '../../ui/Select.tsx'

/** The language of the page, each in its own words. It applies at once. */
export function LanguageChoice() {
  const say = useText()
  const prefer = usePreferences((state) => state.prefer)
  const chosen = useLanguage((state) => state.choice)
  const choose = useLanguage((state) => state.choose)
  // A pseudo-locale is offered only where the address asked for it.
  const isListed = chosen === 'system' || LANGUAGES.some((language) => language === chosen)
  const named: readonly Language[] = isListed ? LANGUAGES : [...LANGUAGES, chosen]
  const choices: readonly SelectChoice<Choice>[] = [
    { value: 'system', label: say('language.system') },
    ...named.map((language) => ({ value: language, label: OWN_NAMES[language], language })),
  ]
  return (
    <Select
      label={say('language.label')}
      value={chosen}
      choices={choices}
      onChange={(language) => {
        prefer({ language })
        void choose(language)
      }}
    />
  )
}
