import { expect, test } from 'vitest'
import { requestGpu } from './request-gpu.ts'

/** As much of an adapter as is asked for; the browser's own are tried in the browser. */
function gpuWith(
  info: Partial<GPUAdapterInfo>,
  requestDevice = async () => ({ limits: { maxBufferSize: 7 } }),
) {
  const adapter = {
    info: { vendor: '', architecture: '', description: '', isFallbackAdapter: false, ...info },
    features: new Set(['shader-f16', 'subgroups']),
    limits: { maxBufferSize: 7 },
    requestDevice,
  }
  return { requestAdapter: async () => adapter } as unknown as GPU
}

test('no WebGPU at all is said', async () => {
  expect(await requestGpu(undefined, 'refused')).toMatchObject({ kind: 'refused', reason: 'no_api' })
})

test('WebGPU without an adapter is said', async () => {
  const gpu = { requestAdapter: async () => null } as unknown as GPU
  expect(await requestGpu(gpu, 'refused')).toMatchObject({ kind: 'refused', reason: 'no_adapter' })
})

test('a software adapter is refused unless it is wanted', async () => {
  const gpu = gpuWith({ vendor: 'google', architecture: 'swiftshader' })
  expect(await requestGpu(gpu, 'refused')).toMatchObject({ kind: 'refused', reason: 'software_adapter' })
  expect(await requestGpu(gpu, 'accepted')).toMatchObject({ kind: 'device', adapter: { software: true } })
})

test('a fallback adapter is a software adapter', async () => {
  expect(await requestGpu(gpuWith({ isFallbackAdapter: true }), 'refused')).toMatchObject({
    reason: 'software_adapter',
  })
})

test('a device that is refused is said', async () => {
  const gpu = gpuWith({}, () => Promise.reject(new Error('no')))
  expect(await requestGpu(gpu, 'refused')).toMatchObject({ kind: 'refused', reason: 'device_request_failed' })
})

test('half floats are asked for where they exist, subgroups never', async () => {
  const asked: GPUDeviceDescriptor[] = []
  const gpu = gpuWith({}, async (...args: unknown[]) => {
    asked.push(args[0] as GPUDeviceDescriptor)
    return { limits: { maxBufferSize: 7 } }
  })
  await requestGpu(gpu, 'refused')
  expect(asked[0]!.requiredFeatures).toEqual(['shader-f16'])
  expect(asked[0]!.requiredLimits).toMatchObject({ maxBufferSize: 7 })
})
