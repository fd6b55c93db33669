import type { SamplerName } from '../../contract/catalog/samplers.ts'
import { sampleDdim } from './ddim.ts'
import { sampleDpmpp2m } from './dpmpp-2m.ts'
import { sampleDpmpp2mSde } from './dpmpp-2m-sde.ts'
import { sampleDpmppSde } from './dpmpp-sde.ts'
import { sampleEuler } from './euler.ts'
import { sampleEulerAncestral } from './euler-ancestral.ts'
import { sampleLcm } from './lcm.ts'
import type { Sampler } from './types.ts'

/** Every sampler by its catalogue name. The compiler rejects a name without a sampler. */
export const SAMPLERS: Readonly<Record<SamplerName, Sampler>> = {
  euler: sampleEuler,
  euler_ancestral: sampleEulerAncestral,
  dpmpp_sde: sampleDpmppSde,
  // The `_gpu` ones differ elsewhere only in where their noise is drawn; here noise has one source.
  dpmpp_sde_gpu: sampleDpmppSde,
  dpmpp_2m: sampleDpmpp2m,
  dpmpp_2m_sde: sampleDpmpp2mSde,
  dpmpp_2m_sde_gpu: sampleDpmpp2mSde,
  lcm: sampleLcm,
  ddim: sampleDdim,
}
