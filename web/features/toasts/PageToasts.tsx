import { lazy } from 'react'
import { useNotifications } from '../../state/page-context.tsx'
import { Part } from '../frame/Part.tsx'

const ToastHost = lazy(() => import('./ToastHost.tsx').then((module) => ({ default: module.ToastHost })))

/** The page's toasts. Their code comes with the first of them. */
export function PageToasts() {
  const hasAny = useNotifications(({ list }) => list.length > 0)
  if (!hasAny) return null
  return (
    <Part>
      <ToastHost />
    </Part>
  )
}
