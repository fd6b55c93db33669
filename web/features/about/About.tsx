import { VERSION } from '../../../contract/version.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import settings from '../settings/Settings.module.css'
import { SettingsSection } from '../settings/SettingsSection.tsx'
import { PAGE_LIBRARIES } from './libraries.ts'

/** Only a build writes it. */
const NOTICES = import.meta.env.PROD ? `${import.meta.env.BASE_URL}third-party-notices.txt` : null

/** Which version this is, and whose work is in it. */
export function About() {
  const say = useText()
  return (
    <SettingsSection title={say('about.title')}>
      <p>{say('about.version', { version: VERSION })}</p>
      <p className={cx(settings.note)}>{say('about.licence')}</p>
      <p className={cx(settings.note)}>{say('about.model')}</p>
      <details>
        <summary>{say('about.libraries', { count: PAGE_LIBRARIES.length })}</summary>
        <dl className={cx(settings.report)}>
          {PAGE_LIBRARIES.map(({ name, licence }) => (
            <div key={name}>
              <dt>{licence}</dt>
              <dd>
                <bdi>{name}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </details>
      {NOTICES && (
        <a className={cx(settings.link)} href={NOTICES}>
          {say('about.notices')}
        </a>
      )}
    </SettingsSection>
  )
}
