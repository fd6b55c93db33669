import { useEffect, useState } from 'react'
import { loadHelp } from '../../text/help-catalogue.ts'
import type { HelpTexts, HelpTopic } from '../../text/help-messages.ts'
import { useLanguage } from '../../text/use-language.ts'
import { useText } from '../../text/use-text.ts'

/** The sentences about one control. */
export function HelpText({ topic }: { readonly topic: HelpTopic }) {
  const say = useText()
  const language = useLanguage((state) => state.language)
  const [texts, setTexts] = useState<HelpTexts | 'failed' | null>(null)
  useEffect(() => {
    let isWanted = true
    const put = (loaded: HelpTexts | 'failed') => {
      if (isWanted) setTexts(loaded)
    }
    loadHelp(language).then(put, () => put('failed'))
    return () => {
      isWanted = false
    }
  }, [language])
  if (texts === null) return null
  return <p>{texts === 'failed' ? say('help.failed') : texts[topic]}</p>
}
