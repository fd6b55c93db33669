import { ZoomIn, ZoomOut } from 'lucide-react'
import type { RefObject } from 'react'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import type { ZoomHandle } from '../../ui/ZoomPane.tsx'
import styles from './FullView.module.css'

/** Zoom by buttons, and how large the picture is now. */
export function ZoomTools({
  zoom,
  pane,
}: {
  readonly zoom: number
  readonly pane: RefObject<ZoomHandle | null>
}) {
  const say = useText()
  return (
    <div className={cx(styles.zoom)}>
      <Toolbar label={say('full.zoom')}>
        <IconButton label={say('full.zoomOut')} onPress={() => pane.current?.step(-1)}>
          <ZoomOut size={20} aria-hidden="true" />
        </IconButton>
        <span className={cx(styles.percent)}>
          {say('full.percent', { percent: Math.max(1, Math.round(zoom * 100)) })}
        </span>
        <IconButton label={say('full.zoomIn')} onPress={() => pane.current?.step(1)}>
          <ZoomIn size={20} aria-hidden="true" />
        </IconButton>
        <Button look="quiet" onPress={() => pane.current?.fit()}>
          {say('full.fit')}
        </Button>
        <Button look="quiet" aria-label={say('full.actualName')} onPress={() => pane.current?.zoomTo(1)}>
          {say('full.actual')}
        </Button>
        <Button look="quiet" aria-label={say('full.doubleName')} onPress={() => pane.current?.zoomTo(2)}>
          {say('full.double')}
        </Button>
      </Toolbar>
    </div>
  )
}
