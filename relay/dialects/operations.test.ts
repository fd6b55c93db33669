import { describe, expect, it } from 'vitest'
import { toOpenApi } from '../http/openapi.ts'
import { FOOOCUS_OPERATIONS } from './fooocus/operations.ts'
import { serveFooocus } from './fooocus/testing/serve-fooocus.ts'
import { FOOOCUS_V1_OPERATIONS } from './fooocus-v1/operations.ts'

interface Described {
  readonly paths: Record<string, Record<string, { operationId: string }>>
  readonly components: { schemas: Record<string, { properties?: Record<string, object> }> }
}

describe("the description of FooocusAPI's operations", () => {
  const document = toOpenApi([FOOOCUS_OPERATIONS, FOOOCUS_V1_OPERATIONS], '1') as unknown as Described

  it('has the names that generated clients know', () => {
    const ids = Object.values(document.paths).flatMap((one) => Object.values(one).map((op) => op.operationId))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(
      expect.arrayContaining([
        'generate_routes_v1_engine_generate__post',
        'stop_engine_v1_engine_control_post',
        'get_tasks_tasks_get',
        'get_task_tasks__task_id__get',
        'get_output_outputs__dir_name___file_name__get',
        'get_input_inputs__file_name__get',
        'all_models_v1_engines_all_models_get',
        'all_styles_v1_engines_styles_get',
        'describe_image_v1_tools_describe_image_post',
        'generate_mask_v1_tools_generate_mask_post',
        'root__get',
      ]),
    )
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        'AllModelNamesResponse',
        'CommonRequest',
        'ControlNetType',
        'DescribeImageRequest',
        'DescribeImageResponse',
        'DescribeImageType',
        'EnhanceCtrlNets',
        'GenerateMaskRequest',
        'HTTPValidationError',
        'ImagePrompt',
        'Lora',
        'MaskModel',
        'MetadataScheme',
        'OutpaintExpansion',
        'Performance',
        'RecordResponse',
        'UpscaleOrVaryMethod',
        'ValidationError',
      ]),
    )
  })

  it('tells types, ranges and defaults of fields', () => {
    const { properties } = document.components.schemas['CommonRequest']!
    expect(properties).toMatchObject({
      image_number: { type: 'integer', minimum: 1, maximum: 32, default: 1 },
      image_seed: { type: 'integer', format: 'int64', default: -1 },
      sharpness: { type: 'number', minimum: 0, maximum: 30, default: 2 },
      async_process: { type: 'boolean', default: false },
      loras: { type: 'array', items: { $ref: '#/components/schemas/Lora' } },
    })
  })

  it('refers to nothing that is not there', () => {
    const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      (match) => match[1]!,
    )
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) expect(document.components.schemas).toHaveProperty(name)
  })

  it('has no operation that is not served', async () => {
    const { app } = await serveFooocus()
    for (const { method, path } of FOOOCUS_OPERATIONS.operations) {
      if (path === '/') continue
      const url = path
        .replace('/outputs/{dir_name}/{file_name}', '/outputs/*')
        .replace('/inputs/{file_name}', '/inputs/*')
      const known = app.hasRoute({
        method: method.toUpperCase(),
        url: url.replace(/\{(\w+)\}/g, ':$1'),
      })
      expect([method, path, known]).toEqual([method, path, true])
    }
  })
})
