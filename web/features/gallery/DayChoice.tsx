import { dayOf, type Day } from '../../state/day.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Select } from '../../ui/Select.tsx'

/** Which day's pictures are shown. The address keeps it, so that Back works. */
export function DayChoice({ day }: { readonly day: Day | null }) {
  const say = useText()
  const pictures = useGallery((state) => state.pictures)
  const days = new Set([...pictures.map(({ createdAt }) => dayOf(createdAt)), ...(day === null ? [] : [day])])
  const sorted = [...days].sort().reverse()
  return (
    <Select
      label={say('gallery.day')}
      value={day ?? ''}
      onChange={(chosen) => {
        location.hash = chosen === '' ? '#/gallery' : `#/gallery?day=${chosen}`
      }}
      choices={[
        { value: '', label: say('gallery.allDays') },
        ...sorted.map((value) => ({ value, label: value })),
      ]}
    />
  )
}
