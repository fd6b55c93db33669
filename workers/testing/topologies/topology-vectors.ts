import { z } from '../../../contract/zod.ts'

const Row = z.array(z.number()).length(64)

/** What PyTorch computes with one family's modules, 64 numbers evenly spread over each output. */
const FamilyVectors = z.strictObject({
  texts: z.strictObject({ wanted: z.array(z.string()), unwanted: z.array(z.string()) }),
  /** How many of the wanted texts have a say in the vector. */
  pooledTexts: z.int(),
  clipSkip: z.int(),
  latent: z.strictObject({ channels: z.int(), height: z.int(), width: z.int() }),
  adm: z.strictObject({ positive: z.number(), negative: z.number(), end: z.number() }),
  guidanceScale: z.number(),
  /** Rows for the wanted and the unwanted texts; only the former from networks that know the guidance scale. */
  steps: z.array(z.strictObject({ timestep: z.int(), rows: z.array(Row) })),
  decoded: Row,
})
export type FamilyVectors = z.infer<typeof FamilyVectors>

/** The file that training/topologies/export.py writes. */
export const TopologyVectors = z.record(z.string(), FamilyVectors)
