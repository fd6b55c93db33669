import type { ModelSpec } from '../../contract/manifest.ts'
import type { InputImage } from '../../contract/request-parts.ts'
import type { z } from '../../contract/zod.ts'
import type { PictureConverter, PictureFiles } from '../files/ports.ts'
import type { JobService } from '../jobs/service.ts'

/** A picture as a request carries it. */
export type RequestImage = z.infer<typeof InputImage>

/** Reads the pictures that clients send. */
export interface InputImageReader {
  /**
   * Reads FooocusAPI's image text: nothing (null, empty, "None", "none", "null", "string"), an address, a data URL, or
   * base64 of either alphabet, with white space. Addresses of this relay's own outputs and inputs are read from disk,
   * others are fetched through the guard.
   *
   * @param field named in errors
   * @returns null for no image
   * @throws AppError `invalid_request` (`detail.field`): not an image, too many pixels, not reachable, not allowed;
   *   `payload_too_large`
   */
  fromText(text: string | null, field: string): Promise<RequestImage | null>
  /** Checks bytes by what they are, never by what their sender calls them. @throws AppError as above */
  fromBytes(bytes: Uint8Array, field: string): RequestImage
}

/** What can be asked for by name. */
export interface ModelCatalog {
  /** The model of a request that names none. */
  readonly defaultModel: string
  /** All models: those of connected tabs first, then the rest of the manifest. */
  models(): readonly { readonly id: string; readonly name: string; readonly isReady: boolean }[]
  loras(): readonly string[]
  /**
   * The id behind a name: an id, a file name of it, or one of the names that clients have built in (`gpt-image-1`,
   * `dall-e-3`, Fooocus' stock checkpoint), which mean the default model.
   *
   * @throws AppError `unknown_model` with `detail.nearest`
   */
  resolve(name: string): string
  /** What sizes a model makes, where that is known; without it a size in pixels stands for its shape. */
  sizes?(id: string): ModelSpec['sizes'] | null
}

/** How the API behaves, from the command line. */
export interface ApiConfig {
  /** Start of the addresses in answers, without a slash at the end; null: taken from each request. */
  readonly baseUrl: string | null
  /** `reference`: deviations from FooocusAPI that clients might depend on are undone. */
  readonly compat: 'clone' | 'reference'
  /** Told of every job that names no webhook of its own; empty for none. */
  readonly webhookUrl: string
  readonly webhookLegacyEncoding: boolean
  /** Preset of requests that name none; null for none. */
  readonly preset: string | null
  readonly version: string
}

/** What every dialect is made of. */
export interface DialectParts {
  readonly jobs: JobService
  readonly files: PictureFiles
  readonly converter: PictureConverter
  readonly images: InputImageReader
  readonly catalog: ModelCatalog
  readonly config: ApiConfig
  readonly now: () => number
}
