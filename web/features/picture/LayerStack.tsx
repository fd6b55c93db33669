import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { LiveCanvas } from './LiveCanvas.tsx'
import styles from './Layers.module.css'
import type { Layers } from './use-layers.ts'

/** A picture, a live preview over it, or both, filling the positioned box around them. */
export function LayerStack({ layers: { below, cover } }: { readonly layers: Layers }) {
  const say = useText()
  return (
    <>
      {below && (
        <img
          className={cx(styles.layer)}
          src={below.url}
          alt={altText(below.picture.request.prompt, say)}
          decoding="sync"
          draggable={false}
        />
      )}
      {cover && (
        <LiveCanvas
          taskId={cover.task.id}
          label={say('stage.previewOf', { prompt: altText(cover.task.request.prompt, say) })}
          decoded={below?.url ?? null}
        />
      )}
    </>
  )
}
