import type * as sharpModule from 'sharp'
import { AppError } from '../../contract/errors.ts'

/** The image library. */
export type Sharp = (typeof sharpModule)['default']

/** How it is loaded; it is an optional package and may be missing. */
export type ImportSharp = () => Promise<{ readonly default: Sharp }>

/**
 * Loads the image library once, with the first call, and shuts every loader but those of PNG, JPEG and WebP: the
 * others run scripts, fetch addresses, or have a history of holes.
 *
 * @returns a function that throws AppError `unsupported_feature` where the library is not installed
 */
export function createSharpLoader(load: ImportSharp = () => import('sharp')): () => Promise<Sharp> {
  let loading: Promise<Sharp> | null = null
  return () => (loading ??= load().then(({ default: sharp }) => onlyOurFormats(sharp), notInstalled))
}

function onlyOurFormats(sharp: Sharp): Sharp {
  sharp.block({ operation: ['VipsForeignLoad'] })
  const formats = ['Png', 'Jpeg', 'Webp']
  sharp.unblock({ operation: formats.map((format) => `VipsForeignLoad${format}Buffer`) })
  sharp.cache(false)
  return sharp
}

function notInstalled(cause: unknown): never {
  const message = 'This server cannot work on pictures: the optional package "sharp" is not installed.'
  throw new AppError('unsupported_feature', message, { feature: 'sharp' }, cause)
}
