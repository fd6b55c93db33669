import type { JobPreview, JobProgress } from '../../jobs/job.ts'
import type { JobSignal } from '../../jobs/ports.ts'

/** A JSON text, and the picture of a preview behind it as it is: `u32 length | JSON | picture`, big-endian. */
function pack(value: object, picture: Uint8Array | null): Buffer {
  const json = Buffer.from(JSON.stringify(value))
  const head = Buffer.alloc(4)
  head.writeUInt32BE(json.length)
  return Buffer.concat(picture ? [head, json, picture] : [head, json])
}

function unpack(bytes: Buffer): { readonly value: unknown; readonly picture: Uint8Array } {
  const end = 4 + bytes.readUInt32BE()
  return { value: JSON.parse(bytes.toString('utf8', 4, end)), picture: new Uint8Array(bytes.subarray(end)) }
}

const CHANGED: JobSignal = { type: 'changed' }
const CHANGED_FOR_GOOD: JobSignal = { type: 'changed', ended: true }

/** A signal on its way through Redis. The state that a change may carry is read from the store there. */
export function packSignal(signal: JobSignal): Buffer {
  if (signal.type === 'changed') return pack(signal.ended ? CHANGED_FOR_GOOD : CHANGED, null)
  if (signal.type === 'progress') return pack(signal, null)
  const { bytes, ...preview } = signal.preview
  return pack({ type: 'preview', preview }, bytes)
}

/** Only what `packSignal` wrote is read. */
export function unpackSignal(bytes: Buffer): JobSignal {
  const { value, picture } = unpack(bytes)
  const signal = value as JobSignal
  return signal.type === 'preview' ? { ...signal, preview: { ...signal.preview, bytes: picture } } : signal
}

/** The last progress, as it is kept. */
export function packProgress({ preview, ...progress }: JobProgress): Buffer {
  if (!preview) return pack(progress, null)
  const { bytes, ...shown } = preview
  return pack({ ...progress, shown }, bytes)
}

/** Only what `packProgress` wrote is read. */
export function unpackProgress(bytes: Buffer): JobProgress {
  const { value, picture } = unpack(bytes)
  const { shown, ...progress } = value as Omit<JobProgress, 'preview'> & {
    readonly shown?: Omit<JobPreview, 'bytes'>
  }
  return { ...progress, preview: shown ? { ...shown, bytes: picture } : null }
}
