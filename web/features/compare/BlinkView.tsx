import { useState } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { HoldButton } from '../../ui/HoldButton.tsx'
import { ZoomPane } from '../../ui/ZoomPane.tsx'
import { shownWidth } from '../stage/shown-size.ts'
import styles from './Compare.module.css'
import { ComparedPicture, Letter } from './ComparedPicture.tsx'
import { letterOf } from './letters.ts'

/** Two pictures in one place: one is seen, the other while Space or the button is held. */
export function BlinkView({ pictures }: { readonly pictures: readonly PictureRecord[] }) {
  const say = useText()
  const [chosen, setChosen] = useState<'0' | '1'>('0')
  const [isHeld, setHeld] = useState(false)
  const shown = isHeld ? 1 - Number(chosen) : Number(chosen)
  const picture = pictures[shown]
  const [first] = pictures
  if (!first || !picture) return null
  return (
    <div className={cx(styles.blink)}>
      <div
        className={cx(styles.blinkPane)}
        role="group"
        aria-label={say('compare.blinkPane')}
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key !== ' ') return
          event.preventDefault()
          setHeld(true)
        }}
        onKeyUp={(event) => event.key === ' ' && setHeld(false)}
        onBlur={() => setHeld(false)}
      >
        <ZoomPane size={first} largest={shownWidth(first) / first.width}>
          {pictures.map((one, at) => (
            <div key={one.id} className={cx(styles.layer)} hidden={at !== shown}>
              <ComparedPicture picture={one} name={letterOf(at)} />
            </div>
          ))}
        </ZoomPane>
        <Letter name={letterOf(shown)} />
      </div>
      <div className={cx(styles.blinkTools)}>
        <ChoiceGroup
          label={say('compare.shown')}
          look="segments"
          value={chosen}
          onChange={setChosen}
          choices={[
            { value: '0', label: letterOf(0) },
            { value: '1', label: letterOf(1) },
          ]}
        />
        <HoldButton onHold={setHeld}>
          {say('compare.hold', { name: letterOf(1 - Number(chosen)) })}
        </HoldButton>
      </div>
    </div>
  )
}
