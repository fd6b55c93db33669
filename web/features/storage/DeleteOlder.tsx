import { useState } from 'react'
import { useActions } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Select } from '../../ui/Select.tsx'
import styles from './StoragePanel.module.css'

const AGES = ['7', '30', '90', '365'] as const

/** Deletes pictures of some age in one go, undo included; favourites stay. */
export function DeleteOlder() {
  const say = useText()
  const { picturesOlderThan, deletePictures } = useActions()
  const [days, setDays] = useState<(typeof AGES)[number]>('90')
  const [isNone, setNone] = useState(false)
  const remove = async () => {
    const ids = await picturesOlderThan(Number(days))
    setNone(ids.length === 0)
    if (ids.length > 0) deletePictures(ids)
  }
  return (
    <div className={cx(styles.older)}>
      <Select
        label={say('clear.older')}
        value={days}
        onChange={(value) => {
          setDays(value)
          setNone(false)
        }}
        choices={AGES.map((value) => ({ value, label: say('clear.days', { count: Number(value) }) }))}
        hint={say('clear.olderHint')}
      >
        <Button onPress={() => void remove()}>{say('clear.deleteThem')}</Button>
      </Select>
      {isNone && (
        <p role="status" className={cx(styles.note)}>
          {say('clear.noneOlder')}
        </p>
      )}
    </div>
  )
}
