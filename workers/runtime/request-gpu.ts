import type { BackendRefusal, DeviceReport } from '../../contract/device.ts'

/** A GPU device of our own, or why there is none. */
export type GpuAnswer =
  | {
      readonly kind: 'device'
      readonly device: GPUDevice
      readonly adapter: NonNullable<DeviceReport['adapter']>
      readonly f16: boolean
      readonly maxBufferBytes: number
    }
  | {
      readonly kind: 'refused'
      readonly reason: BackendRefusal
      readonly detail: string
      readonly adapter: DeviceReport['adapter']
    }

/** Limits worth more than WebGPU's defaults. Asked for at the adapter's own value: more would fail, less would hurt. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const

/**
 * Asks the browser for a GPU.
 *
 * `subgroups` is never asked for: with a subgroup size of 4, attention kernels give wrong numbers without an
 * error.
 *
 * @param gpu `navigator.gpu`, which is there in browsers that then have no adapter
 * @param software whether a software adapter will do; it is some hundred times slower than WASM
 */
export async function requestGpu(gpu: GPU | undefined, software: 'accepted' | 'refused'): Promise<GpuAnswer> {
  const refused = (
    reason: BackendRefusal,
    detail = '',
    adapter: DeviceReport['adapter'] = null,
  ): GpuAnswer => {
    return { kind: 'refused', reason, detail, adapter }
  }
  if (!gpu) return refused('no_api')
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)
  if (!adapter) return refused('no_adapter')
  const described = describeAdapter(adapter.info)
  if (described.software && software === 'refused')
    return refused('software_adapter', described.description, described)
  const f16 = adapter.features.has('shader-f16')
  try {
    const device = await adapter.requestDevice({
      requiredFeatures: f16 ? ['shader-f16'] : [],
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    })
    return { kind: 'device', device, adapter: described, f16, maxBufferBytes: device.limits.maxBufferSize }
  } catch (error) {
    return refused('device_request_failed', String(error), described)
  }
}

function describeAdapter(info: GPUAdapterInfo): NonNullable<DeviceReport['adapter']> {
  const { vendor, architecture, description } = info
  const software =
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|basic render/iu.test(`${architecture} ${description}`)
  return { vendor, architecture, description, software }
}
