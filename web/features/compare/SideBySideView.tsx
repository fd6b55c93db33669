import { useRef } from 'react'
import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import { cx } from '../../ui/cx.ts'
import { ZoomPane, type ZoomHandle, type ZoomPlace } from '../../ui/ZoomPane.tsx'
import { shownWidth } from '../stage/shown-size.ts'
import styles from './Compare.module.css'
import { ComparedPicture, Letter } from './ComparedPicture.tsx'
import { letterOf } from './letters.ts'

/** Two to four pictures beside each other. What one of them shows of itself, the others show of themselves. */
export function SideBySideView({ pictures }: { readonly pictures: readonly PictureRecord[] }) {
  const panes = useRef(new Map<PictureId, ZoomHandle>())
  const isFollowing = useRef(false)
  const follow = (id: PictureId, place: ZoomPlace) => {
    if (isFollowing.current) return
    isFollowing.current = true
    for (const [other, pane] of panes.current) if (other !== id) pane.look(place)
    isFollowing.current = false
  }
  return (
    <div className={cx(styles.side)} data-count={pictures.length}>
      {pictures.map((picture, at) => (
        <div key={picture.id} className={cx(styles.sidePane)}>
          <ZoomPane
            ref={(pane) => {
              if (pane) panes.current.set(picture.id, pane)
              return () => void panes.current.delete(picture.id)
            }}
            size={picture}
            largest={shownWidth(picture) / picture.width}
            onPlace={(place) => follow(picture.id, place)}
          >
            <ComparedPicture picture={picture} name={letterOf(at)} />
          </ZoomPane>
          <Letter name={letterOf(at)} />
        </div>
      ))}
    </div>
  )
}
