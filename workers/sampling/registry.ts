import type { SamplerName } from '../../contract/catalog/samplers.ts'
import { sampleDdim } from './ddim.ts'
import { sampleDdpm } from './ddpm.ts'
import { sampleDpm2 } from './dpm-2.ts'
import { sampleDpm2Ancestral } from './dpm-2-ancestral.ts'
import { sampleDpmAdaptive } from './dpm-adaptive.ts'
import { sampleDpmFast } from './dpm-fast.ts'
import { sampleDpmpp2m } from './dpmpp-2m.ts'
import { sampleDpmpp2mSde } from './dpmpp-2m-sde.ts'
import { sampleDpmpp2sAncestral } from './dpmpp-2s-ancestral.ts'
import { sampleDpmpp3mSde } from './dpmpp-3m-sde.ts'
import { sampleDpmppSde } from './dpmpp-sde.ts'
import { sampleEuler } from './euler.ts'
import { sampleEulerAncestral } from './euler-ancestral.ts'
import { sampleHeun } from './heun.ts'
import { sampleHeunpp2 } from './heunpp2.ts'
import { sampleLcm } from './lcm.ts'
import { sampleLms } from './lms.ts'
import { sampleRestart } from './restart.ts'
import { sampleTcd } from './tcd.ts'
import type { Sampler } from './types.ts'
import { sampleUniPc, sampleUniPcBh2 } from './uni-pc.ts'

/** Every sampler by its catalogue name. The compiler rejects a name without a sampler. */
export const SAMPLERS: Readonly<Record<SamplerName, Sampler>> = {
  euler: sampleEuler,
  euler_ancestral: sampleEulerAncestral,
  heun: sampleHeun,
  heunpp2: sampleHeunpp2,
  dpm_2: sampleDpm2,
  dpm_2_ancestral: sampleDpm2Ancestral,
  lms: sampleLms,
  dpm_fast: sampleDpmFast,
  dpm_adaptive: sampleDpmAdaptive,
  dpmpp_2s_ancestral: sampleDpmpp2sAncestral,
  dpmpp_sde: sampleDpmppSde,
  // The `_gpu` ones differ elsewhere only in where their noise is drawn; here noise has one source.
  dpmpp_sde_gpu: sampleDpmppSde,
  dpmpp_2m: sampleDpmpp2m,
  dpmpp_2m_sde: sampleDpmpp2mSde,
  dpmpp_2m_sde_gpu: sampleDpmpp2mSde,
  dpmpp_3m_sde: sampleDpmpp3mSde,
  dpmpp_3m_sde_gpu: sampleDpmpp3mSde,
  ddpm: sampleDdpm,
  lcm: sampleLcm,
  tcd: sampleTcd,
  restart: sampleRestart,
  ddim: sampleDdim,
  uni_pc: sampleUniPc,
  uni_pc_bh2: sampleUniPcBh2,
}
