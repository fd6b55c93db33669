import { Input, Label, SearchField } from 'react-aria-components/SearchField'
import { Search } from 'lucide-react'
import { cx } from './cx.ts'
import field from './field.module.css'
import styles from './SearchBox.module.css'

/** A box to search with. */
export interface SearchBoxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A search box; Escape clears it. Its label is its placeholder as well. */
export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  return (
    <SearchField data-field className={cx(styles.box)} value={value} onChange={onChange}>
      <Label className="hidden-visually">{label}</Label>
      <Search className={cx(styles.icon)} size={16} aria-hidden="true" />
      <Input className={cx(field.input, styles.input)} placeholder={label} />
    </SearchField>
  )
}
