import { randomBytes } from 'node:crypto'
import type { EncodedImage, PixelImage } from '../../../contract/image.ts'
import { fromUint32be, joinBytes } from '../../../contract/metadata/byte-fields.ts'
import { crc32 } from '../../../contract/metadata/crc32.ts'
import { pictureParameters } from '../../../workers/pipeline/picture-parameters.ts'
import { writePicture } from '../../../workers/pipeline/write-picture.ts'
import type { ImagePlan } from '../../../workers/planning/plan.ts'
import { encodeWithSharp } from '../../../workers/testing/fake-engine-parts.ts'
import { stickerModel } from '../../../workers/testing/sticker-model.ts'

/** A picture in one colour that depends on the number. */
function plainPicture(width: number, height: number, colour: bigint): PixelImage {
  const data = new Uint8ClampedArray(width * height * 4)
  const [red, green, blue] = [colour % 251n, (colour / 7n) % 241n, (colour / 49n) % 239n].map(Number)
  for (let at = 0; at < data.length; at += 4) data.set([red!, green!, blue!, 255], at)
  return { width, height, data }
}

/** The file of a planned image: right size, format and parameters, and a colour for its seed. */
export function pictureFile(plan: ImagePlan): Promise<EncodedImage> {
  const parameters = pictureParameters(plan, { ...stickerModel, id: plan.modelId })
  return writePicture(
    plainPicture(plan.width, plan.height, BigInt(plan.seed)),
    plan,
    parameters,
    encodeWithSharp,
  )
}

/** A small PNG, another one for each of sixteen steps. */
export function previewFile(step: number): Promise<EncodedImage> {
  return encodeWithSharp(plainPicture(16, 16, BigInt(step % 16) * 97n), 'image/png')
}

/** Length, type and checksum of the last chunk of a PNG. */
const END_BYTES = 12

/** The same PNG with a chunk of random bytes that nobody reads, so that it has some size. */
export function padPng(file: EncodedImage, bytes: number): EncodedImage {
  if (bytes === 0 || file.mime !== 'image/png') return file
  const body = joinBytes([Buffer.from('paDd'), randomBytes(bytes)])
  const chunk = joinBytes([fromUint32be(bytes), body, fromUint32be(crc32(body))])
  const end = file.bytes.length - END_BYTES
  const padded = joinBytes([file.bytes.subarray(0, end), chunk, file.bytes.subarray(end)])
  return { mime: file.mime, bytes: new Uint8Array(padded) }
}
