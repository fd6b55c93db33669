import { CircleCheck, CircleDashed, CircleOff, CircleX } from 'lucide-react'
import { useId, useState } from 'react'
import { useEnvironment, usePage, usePreferences, useRelay } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { relayMood, relayWords } from './relay-words.ts'
import styles from './RelayView.module.css'

const ICONS = { connected: CircleCheck, connecting: CircleDashed, off: CircleOff, refused: CircleX } as const

/** The connection in words, and the ways to change it. */
export function ConnectionCard() {
  const say = useText()
  const id = useId()
  const relay = useRelay((state) => state)
  const connection = useEnvironment((state) => state.connection)
  const prefer = usePreferences((state) => state.prefer)
  const { lookForRelay } = usePage()
  const mood = relayMood(relay)
  const { headline, sentence } = relayWords(relay, connection, say)
  const { state, reason, message } = relay.link
  const Icon = ICONS[mood ?? 'off']
  const isPaired = relay.presence === 'present' || mood !== null
  return (
    <section className={cx(styles.card)} aria-labelledby={id}>
      <h3 id={id} className={cx(styles.heading)}>
        {say('relay.status')}
      </h3>
      <div className={cx(styles.state)} data-mood={mood ?? 'off'} data-link={state}>
        <Icon size={20} aria-hidden="true" />
        <div role="status">
          <p className={cx(styles.headline)}>{headline}</p>
          <p className={cx(styles.sentence)}>{sentence}</p>
          {message !== '' && reason !== null && <p className={cx(styles.note)}>{message}</p>}
        </div>
      </div>
      {isPaired && (
        <Switch
          label={say('relay.serve')}
          isOn={relay.isServing}
          onChange={(serveApi) => prefer({ serveApi })}
        />
      )}
      {(state === 'retrying' || state === 'refused' || relay.presence === 'silent') && (
        <Button onPress={lookForRelay} className={styles.start}>
          {say('relay.retryNow')}
        </Button>
      )}
      {isPaired && reason === 'unauthorized' && <TokenField />}
    </section>
  )
}

const TOKEN = /^prt_[\w-]{1,200}$/

function TokenField() {
  const say = useText()
  const kept = usePreferences((state) => state.relayToken)
  const prefer = usePreferences((state) => state.prefer)
  const { lookForRelay } = usePage()
  const [text, setText] = useState(kept)
  const token = text.trim()
  const isWrong = token !== '' && !TOKEN.test(token)
  const connect = () => {
    if (isWrong) return
    prefer({ relayToken: token, serveApi: true })
    // The same token again may be good by now.
    if (token === kept) lookForRelay()
  }
  return (
    <form
      className={cx(styles.token)}
      onSubmit={(event) => {
        event.preventDefault()
        connect()
      }}
    >
      <TextField
        label={say('relay.token')}
        type="password"
        value={text}
        onChange={setText}
        hint={say('relay.tokenHint')}
        error={isWrong ? say('relay.tokenError') : undefined}
      />
      <Button look="primary" className={styles.start} onPress={connect}>
        {say('relay.connect')}
      </Button>
    </form>
  )
}
