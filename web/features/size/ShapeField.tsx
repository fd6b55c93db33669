import { useState } from 'react'
import type { PixelSize } from '../../../contract/image.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { trainedSizes } from '../../state/effective-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { TextField } from '../../ui/TextField.tsx'
import { fittedSide, parseShape, sizeOfShape } from './custom-size.ts'
import { sideLimits } from './side-limits.ts'
import styles from './Size.module.css'

/** A box that takes a shape such as 16:9, or a size. */
export function ShapeField(props: {
  readonly model: ModelEntry
  readonly onSize: (size: PixelSize) => void
}) {
  const { model, onSize } = props
  const say = useText()
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const limits = sideLimits(model)
  const use = () => {
    const shape = parseShape(text)
    setWrong(shape === null)
    if (!shape) return
    onSize(
      shape.isSize
        ? { width: fittedSide(shape.width, limits), height: fittedSide(shape.height, limits) }
        : sizeOfShape(shape, trainedSizes(model)[0]!, limits),
    )
  }
  return (
    <form
      className={cx(styles.shape)}
      onSubmit={(event) => {
        event.preventDefault()
        use()
      }}
    >
      <TextField
        label={say('size.shape')}
        value={text}
        onChange={(value) => {
          setText(value)
          setWrong(false)
        }}
        hint={say('size.shapeHint')}
        error={isWrong ? say('size.shapeError') : undefined}
      />
      <Button isSubmit isDisabled={text.trim() === ''}>
        {say('size.use')}
      </Button>
    </form>
  )
}
