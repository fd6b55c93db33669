import { FileText } from 'lucide-react'
import { useState } from 'react'
import { useActions, usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { saveFile } from '../gallery/save-file.ts'

/** Saves the gallery, or a day of it, as one page that opens anywhere. */
export function LogButton({ day }: { readonly day: string | null }) {
  const say = useText()
  const { files, toast } = usePage()
  const { listPictures } = useActions()
  const [done, setDone] = useState<{ readonly count: number; readonly of: number } | null>(null)
  const save = async () => {
    const pictures = await listPictures(day)
    const onDone = (count: number) => setDone({ count, of: pictures.length })
    onDone(0)
    const { collectLog } = await import('./collect-log.ts')
    const log = await collectLog(pictures, day ?? say('log.all'), { files, say, onDone })
    saveFile(log, `fooocus-tab-log${day === null ? '' : `-${day}`}.html`)
  }
  const start = () =>
    void save()
      .catch(() => toast({ kind: 'log_failed' }))
      .finally(() => setDone(null))
  return (
    <Button onPress={start} isDisabled={done !== null}>
      <FileText size={16} aria-hidden="true" />
      {done ? say('log.progress', done) : say('log.export')}
    </Button>
  )
}
