import { Menu } from 'lucide-react'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Popover } from '../../ui/Popover.tsx'
import styles from './Banner.module.css'
import { ViewLinks } from './ViewLinks.tsx'
import type { View } from './views.ts'

/** The views as a menu, where the banner has no room for them. */
export function ViewMenu({ view, onHelp }: { readonly view: View; readonly onHelp: () => void }) {
  const say = useText()
  return (
    <span className={cx(styles.menu)}>
      <Popover
        label={say('app.menu')}
        trigger={
          <Button look="quiet" aria-label={say('app.menu')} aria-haspopup="dialog">
            <Menu size={20} aria-hidden="true" />
          </Button>
        }
      >
        {(close) => (
          <div className={cx(styles.menuBody)}>
            <ViewLinks view={view} className={styles.menuViews} isWhole onFollow={close} />
            <Button
              look="quiet"
              className={styles.menuHelp}
              onPress={() => {
                close()
                onHelp()
              }}
            >
              {say('shortcuts.button')}
            </Button>
          </div>
        )}
      </Popover>
    </span>
  )
}
