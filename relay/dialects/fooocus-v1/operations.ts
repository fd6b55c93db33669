import { z } from '../../../contract/zod.ts'
import { API_KEY_HEADER, type Operation, type OperationGroup } from '../../http/openapi.ts'
import { GENERATIONS, HistoryQuery, JobQuery } from './register-fooocus-v1.ts'

const get = (path: string, summary: string, query?: z.ZodType): Operation => ({
  method: 'get',
  path,
  operationId: `${path.replace(/\W+/g, '_').slice(1)}_get`,
  summary,
  ...(query && { query }),
})

const post = (path: string, summary: string): Operation => ({
  method: 'post',
  path,
  operationId: `${path.replace(/\W+/g, '_').slice(1)}_post`,
  summary,
})

/** The body of the predecessor's generations: FooocusAPI's fields, older names, and `advanced_params` inside. */
const LegacyBody = z.looseObject({ prompt: z.string().default('') }).meta({ id: 'LegacyGenerationRequest' })

/** The predecessor's operations. */
export const FOOOCUS_V1_OPERATIONS: OperationGroup = {
  tag: 'Fooocus-API (predecessor)',
  security: API_KEY_HEADER,
  operations: [
    ...GENERATIONS.map(([path]): Operation => ({
      ...post(path, 'Makes pictures in the words of Fooocus-API.'),
      body: LegacyBody,
      consumes: ['application/json', 'multipart/form-data'],
      produces: ['application/json', 'image/png'],
    })),
    post('/v1/generation/stop', 'Stops what runs.'),
    get('/v1/generation/query-job', 'Tells of one task.', JobQuery),
    get('/v1/generation/job-queue', 'Counts tasks.'),
    get('/v1/generation/job-history', 'Lists tasks, or forgets one.', HistoryQuery),
    get('/v1/engines/clean_vram', 'Does nothing: a tab keeps its own house.'),
    {
      ...get('/files/{date}/{file_name}', 'A finished picture.'),
      isPublic: true,
      produces: ['image/png', 'image/jpeg', 'image/webp'],
    },
  ],
}
