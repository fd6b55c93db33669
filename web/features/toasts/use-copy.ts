import { usePage } from '../../state/page-context.tsx'

/** Puts a text on the clipboard; a toast tells what came of it. */
export function useCopy(): (text: string) => void {
  const { toast } = usePage()
  return (text) =>
    void navigator.clipboard.writeText(text).then(
      () => toast({ kind: 'copied' }),
      () => toast({ kind: 'copy_failed' }),
    )
}
