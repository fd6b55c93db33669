import { lazy, type ReactNode } from 'react'
import { useText } from '../../text/use-text.ts'
import { Part } from './Part.tsx'
import { ViewPlace } from './ViewPlace.tsx'
import type { View } from './views.ts'

const GalleryView = lazy(() =>
  import('../gallery/GalleryView.tsx').then((module) => ({ default: module.GalleryView })),
)
const ModelsView = lazy(() =>
  import('../models-view/ModelsView.tsx').then((module) => ({ default: module.ModelsView })),
)
const RelayView = lazy(() =>
  import('../relay/RelayView.tsx').then((module) => ({ default: module.RelayView })),
)
const SettingsView = lazy(() =>
  import('../settings/SettingsView.tsx').then((module) => ({ default: module.SettingsView })),
)

/** The view that the address names. All but Create come as code of their own. */
export function ViewSwitch(props: {
  readonly view: View
  /** Whether a person came here from another view, and focus goes along. */
  readonly hasMoved: boolean
  readonly create: ReactNode
}) {
  const { view, hasMoved, create } = props
  return (
    <Part key={view}>
      <ViewPlace view={view} movesFocus={hasMoved} />
      {view === 'create' && (
        <>
          <CreateTitle />
          {create}
        </>
      )}
      {view === 'gallery' && <GalleryView />}
      {view === 'models' && <ModelsView />}
      {view === 'relay' && <RelayView />}
      {view === 'settings' && <SettingsView />}
    </Part>
  )
}

function CreateTitle() {
  const say = useText()
  return <h2 className="hidden-visually">{say('app.create')}</h2>
}
