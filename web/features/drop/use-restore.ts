import type { ReadParameters } from '../../../contract/metadata/parameters.ts'
import { useEnvironment } from '../../state/page-context.tsx'
import { useDraftModel } from '../../state/use-request.ts'
import { restoreGround, settingsFromPicture, type RestoredSettings } from './settings-from-picture.ts'

/** Judges what is told of a picture by what is on this device. */
export function useRestore(): (told: ReadParameters, format: string) => RestoredSettings {
  const models = useEnvironment((state) => state.models)
  const userFiles = useEnvironment((state) => state.userFiles)
  const userStyles = useEnvironment((state) => state.userStyles)
  const model = useDraftModel()
  return (told, format) =>
    settingsFromPicture(told, { ...restoreGround({ models, userFiles, userStyles }, model), format })
}
