import { Star } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { GalleryChoices } from '../../../contract/gallery-query.ts'
import { dayOf } from '../../state/day.ts'
import { isFiltering, NO_FILTER } from '../../state/gallery-filter.ts'
import { formatDate } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './FilterBar.module.css'
import type { GalleryAddress } from './use-gallery-filter.ts'

/** What decides which pictures are shown. What offers nothing to choose is not there. */
export function FilterBar({
  address,
  choices,
}: {
  readonly address: GalleryAddress
  readonly choices: GalleryChoices
}) {
  const say = useText()
  const { filter, change } = address
  const { day, model, style, howMade, origin } = filter
  const set = [day, model, style, howMade, origin].filter((value) => value !== null).length
  const [isOpen, setOpen] = useState(set > 0)
  return (
    <div className={cx(styles.bar)}>
      <div className={cx(styles.main)}>
        <Search address={address} />
        <Button isPressed={filter.isFavourite} onPress={() => change({ isFavourite: !filter.isFavourite })}>
          <Star size={16} aria-hidden="true" />
          {say('gallery.favourites')}
        </Button>
        <Button aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {set > 0 ? say('gallery.filtersOn', { count: set }) : say('gallery.filters')}
        </Button>
      </div>
      {isOpen && <Selects address={address} choices={choices} />}
    </div>
  )
}

function Search({ address: { filter, refine } }: { readonly address: GalleryAddress }) {
  const say = useText()
  const [text, setText] = useState(filter.text)
  const [known, setKnown] = useState(filter.text)
  // Back, or Clear filters, changed it from outside.
  if (known !== filter.text) {
    setKnown(filter.text)
    if (text.trim() !== filter.text) setText(filter.text)
  }
  useEffect(() => {
    if (text.trim() !== filter.text) refine({ text: text.trim() })
    // A change of the address is no reason to write it again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text])
  return <SearchBox label={say('gallery.search')} value={text} onChange={setText} />
}

function Selects({
  address: { filter, change },
  choices,
}: {
  readonly address: GalleryAddress
  readonly choices: GalleryChoices
}) {
  const say = useText()
  const days = choices.days.map((at) => ({
    value: dayOf(at),
    label: formatDate(at, { dateStyle: 'long' }, say),
  }))
  const isAlike = Object.values<readonly unknown[]>({ ...choices }).every((values) => values.length < 2)
  const named = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  return (
    <div className={cx(styles.selects)}>
      <One
        label={say('gallery.day')}
        all={say('gallery.allDays')}
        value={filter.day}
        choices={days}
        onChange={(day) => change({ day })}
      />
      <One
        label={say('gallery.model')}
        all={say('gallery.allModels')}
        value={filter.model}
        choices={named(choices.models)}
        onChange={(model) => change({ model })}
      />
      <One
        label={say('gallery.style')}
        all={say('gallery.allStyles')}
        value={filter.style}
        choices={named(choices.styles)}
        onChange={(style) => change({ style })}
      />
      <One
        label={say('gallery.kind')}
        all={say('gallery.allKinds')}
        value={filter.howMade}
        choices={choices.howMade.map((value) => ({ value, label: say(`gallery.kind.${value}`) }))}
        onChange={(howMade) => change({ howMade })}
      />
      <One
        label={say('gallery.origin')}
        all={say('gallery.allOrigins')}
        value={filter.origin}
        choices={choices.origins.map((value) => ({ value, label: say(`gallery.origin.${value}`) }))}
        onChange={(origin) => change({ origin })}
      />
      {isAlike && <p className={cx(styles.alike)}>{say('gallery.alike')}</p>}
      {isFiltering(filter) && (
        <Button look="link" onPress={() => change({ ...NO_FILTER, isDeleted: filter.isDeleted })}>
          {say('gallery.clearFilters')}
        </Button>
      )}
    </div>
  )
}

function One<Value extends string>(props: {
  readonly label: string
  readonly all: string
  readonly value: Value | null
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value | null) => void
}) {
  const { label, all, value, choices, onChange } = props
  if (choices.length < 2 && value === null) return null
  // The address may name what no picture has any more.
  const known =
    value === null || choices.some((choice) => choice.value === value)
      ? choices
      : [...choices, { value, label: value }]
  return (
    <Select<Value | ''>
      label={label}
      value={value ?? ''}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
      choices={[{ value: '', label: all }, ...known]}
    />
  )
}
