import { TriangleAlert } from 'lucide-react'
import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { foldedNotices } from './notices-of.ts'
import { useNoticeFacts } from './use-notice-facts.ts'

/** Brings back notices that were folded away and still hold. */
export function FoldedNotices() {
  const say = useText()
  const unfold = useEnvironment((state) => state.foldNotices)
  const count = foldedNotices(useNoticeFacts()).length
  if (count === 0) return null
  return (
    <IconButton label={say('notices.folded', { count })} onPress={() => unfold([])}>
      <TriangleAlert size={20} aria-hidden="true" />
    </IconButton>
  )
}
