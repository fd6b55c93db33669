import { API_KEY_HEADER, type JsonSchema, type Operation, type OperationGroup } from '../../http/openapi.ts'
import { CommonRequest } from './common-request.ts'
import { ControlQuery } from './control-route.ts'
import { TasksQuery } from './task-routes.ts'
import { DescribeImageRequest, GenerateMaskRequest, ReadMetadataRequest } from './tool-routes.ts'

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties,
})
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const orNull = (type: string): JsonSchema => ({ type: [type, 'null'] })

const TEXT = { type: 'string' }
const TEXTS = listOf(TEXT)
const MESSAGE = object({ message: TEXT, code: TEXT })
const GENERATE = { tag: 'GenerateV1' }
const PICTURES = ['image/png', 'image/jpeg', 'image/webp']

/** What answers are made of. */
const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  AllModelNamesResponse: object({
    model_filenames: TEXTS,
    lora_filenames: TEXTS,
    vae_filenames: TEXTS,
    wildcard_filenames: TEXTS,
    presets: TEXTS,
  }),
  DescribeImageResponse: object({ describe: TEXT }),
  RecordResponse: object({
    id: { type: 'integer' },
    task_id: TEXT,
    req_params: ref('CommonRequest'),
    in_queue_mills: { type: 'integer' },
    start_mills: orNull('integer'),
    finish_mills: orNull('integer'),
    task_status: orNull('string'),
    progress: orNull('number'),
    preview: orNull('string'),
    webhook_url: TEXT,
    result: { type: ['array', 'null'], items: TEXT },
    image_seed_str: TEXT,
    seeds: TEXTS,
    files: TEXTS,
    error_message: TEXT,
    error_code: TEXT,
  }),
}

const OPERATIONS: readonly Operation[] = [
  {
    ...GENERATE,
    method: 'post',
    path: '/v1/engine/generate/',
    operationId: 'generate_routes_v1_engine_generate__post',
    summary: 'Makes pictures: answers with a record, a stream of progress, or the picture itself.',
    body: CommonRequest,
    produces: ['application/json', 'text/event-stream', ...PICTURES],
    answer: ref('RecordResponse'),
  },
  {
    ...GENERATE,
    method: 'post',
    path: '/v1/engine/control',
    operationId: 'stop_engine_v1_engine_control_post',
    summary: 'Stops a task, or skips the picture that is being made.',
    query: ControlQuery,
    answer: MESSAGE,
  },
  {
    ...GENERATE,
    method: 'post',
    path: '/v1/tools/describe-image',
    operationId: 'describe_image_v1_tools_describe_image_post',
    summary: 'Describes a picture. No engine here can; the answer says so.',
    body: DescribeImageRequest,
    answer: ref('DescribeImageResponse'),
  },
  {
    ...GENERATE,
    method: 'post',
    path: '/v1/tools/generate_mask',
    operationId: 'generate_mask_v1_tools_generate_mask_post',
    summary: 'Finds a mask in a picture. No engine here can; the answer says so.',
    body: GenerateMaskRequest,
    answer: TEXT,
  },
  {
    ...GENERATE,
    method: 'post',
    path: '/v1/tools/read-metadata',
    operationId: 'read_metadata_v1_tools_read_metadata_post',
    summary: 'Reads how a picture was made, and gives a body that makes it again.',
    body: ReadMetadataRequest,
    answer: object({
      metadata_scheme: orNull('string'),
      parameters: orNull('object'),
      request: orNull('object'),
    }),
  },
  {
    method: 'get',
    path: '/tasks',
    operationId: 'get_tasks_tasks_get',
    summary: 'Lists tasks: those that ended, run, and wait.',
    query: TasksQuery,
    answer: object({
      history: listOf(ref('RecordResponse')),
      current: listOf(ref('RecordResponse')),
      pending: listOf(ref('RecordResponse')),
      total: object({
        history: { type: 'integer' },
        current: { type: 'integer' },
        pending: { type: 'integer' },
      }),
    }),
  },
  {
    method: 'delete',
    path: '/tasks',
    operationId: 'delete_tasks_tasks_delete',
    summary: 'Forgets the ended tasks of a time, and their pictures.',
    query: TasksQuery,
    answer: object({ deleted: { type: 'integer' } }),
  },
  {
    method: 'get',
    path: '/tasks/{task_id}',
    operationId: 'get_task_tasks__task_id__get',
    summary: 'Tells of one task.',
    answer: ref('RecordResponse'),
  },
  {
    method: 'delete',
    path: '/tasks/{task_id}',
    operationId: 'delete_task_tasks__task_id__delete',
    summary: 'Stops a task that waits or runs; forgets one that has ended.',
    answer: MESSAGE,
  },
  {
    method: 'get',
    path: '/outputs/{dir_name}/{file_name}',
    operationId: 'get_output_outputs__dir_name___file_name__get',
    summary: 'A finished picture, in the format that is accepted.',
    isPublic: true,
    produces: PICTURES,
  },
  {
    method: 'get',
    path: '/inputs/{file_name}',
    operationId: 'get_input_inputs__file_name__get',
    summary: 'A picture that came with a request.',
    isPublic: true,
    produces: PICTURES,
  },
  {
    method: 'get',
    path: '/v1/engines/all-models',
    operationId: 'all_models_v1_engines_all_models_get',
    summary: 'Lists what can be asked for by file name.',
    answer: ref('AllModelNamesResponse'),
  },
  {
    method: 'get',
    path: '/v1/engines/styles',
    operationId: 'all_styles_v1_engines_styles_get',
    summary: 'Lists the styles.',
    answer: TEXTS,
  },
  ...(['samplers', 'schedulers', 'presets', 'vaes'] as const).map((what): Operation => ({
    method: 'get',
    path: `/v1/engines/${what}`,
    operationId: `all_${what}_v1_engines_${what}_get`,
    summary: `Lists the ${what}.`,
    answer: TEXTS,
  })),
  {
    method: 'get',
    path: '/ping',
    operationId: 'ping_ping_get',
    summary: 'Answers "pong".',
    isPublic: true,
    answer: TEXT,
  },
  {
    method: 'get',
    path: '/',
    operationId: 'root__get',
    summary: 'Sends programs to the documentation, and shows people the page.',
    isPublic: true,
  },
]

/** FooocusAPI's operations, with the names that its generated clients know, and ours beside them. */
export const FOOOCUS_OPERATIONS: OperationGroup = {
  tag: 'Query',
  operations: OPERATIONS,
  security: API_KEY_HEADER,
  schemas: SCHEMAS,
}
