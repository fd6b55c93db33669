import { readFile } from 'node:fs/promises'
import type { OpenModelFile } from '../models/load-onnx-model.ts'

/** Opens the built-in model's files from the checkout. */
export const openStickerFile: OpenModelFile = async (model, role) => {
  const file = model.files.find((one) => one.role === role)!
  return new Blob([await readFile(new URL(`../../public/${model.source}${file.path}`, import.meta.url))])
}
