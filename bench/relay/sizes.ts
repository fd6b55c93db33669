/** The picture of the transfer measurement, in bytes. */
export const PICTURE_BYTES = 1_500_000

/** The previews of the measurement with many readers. */
export const PREVIEW_BYTES = 30_000
export const PREVIEWS_PER_SECOND = 5
