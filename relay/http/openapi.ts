import { z } from '../../contract/zod.ts'

/** One operation of the API, as its description shows it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete'
  /** With parameters in braces, each one segment: `/tasks/{task_id}`. */
  readonly path: string
  /** Names the operation in generated clients; unique. */
  readonly operationId: string
  readonly summary: string
  /** Instead of its group's. */
  readonly tag?: string
  /** Needs no key. */
  readonly isPublic?: boolean
  /** An object schema whose fields are query parameters. */
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Media types of the body; JSON alone unless said otherwise. */
  readonly consumes?: readonly string[]
  /** Media types of the answer; JSON alone unless said otherwise. */
  readonly produces?: readonly string[]
  /** JSON Schema of a JSON answer. */
  readonly answer?: JsonSchema
}

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** Operations of one dialect. */
export interface OperationGroup {
  readonly tag: string
  readonly operations: readonly Operation[]
  /** How its clients show their key, by the scheme's name. */
  readonly security: Readonly<Record<string, JsonSchema>>
  /** Schemas that answers refer to, by name. */
  readonly schemas?: Readonly<Record<string, JsonSchema>>
}

/** FooocusAPI's way of showing a key. */
export const API_KEY_HEADER = {
  APIKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-KEY' },
} as const satisfies OperationGroup['security']

const REF = '#/components/schemas/'

/** FastAPI's answer to a request that does not fit. */
const VALIDATION_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  HTTPValidationError: {
    type: 'object',
    properties: {
      detail: { type: 'array', items: { $ref: `${REF}ValidationError` } },
      code: { type: 'string' },
    },
  },
  ValidationError: {
    type: 'object',
    required: ['loc', 'msg', 'type'],
    properties: {
      loc: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
      msg: { type: 'string' },
      type: { type: 'string' },
      input: {},
      ctx: { type: 'object' },
    },
  },
}

/** Describes the API as an OpenAPI 3.1 document: plain JSON. */
export function toOpenApi(groups: readonly OperationGroup[], version: string): JsonSchema {
  const schemas: Record<string, JsonSchema> = { ...VALIDATION_SCHEMAS }
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const group of groups) {
    Object.assign(schemas, group.schemas)
    for (const operation of group.operations) {
      const here = (paths[operation.path] ??= {})
      here[operation.method] = describe(operation, group, schemas)
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Fooocus Tab', version, description: 'Fooocus in a browser tab, by HTTP.' },
    paths,
    components: {
      schemas,
      securitySchemes: Object.assign({}, ...groups.map(({ security }) => security)) as JsonSchema,
    },
  }
}

function describe(
  operation: Operation,
  group: OperationGroup,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const { operationId, summary, tag = group.tag, isPublic = false, body, query } = operation
  const parameters = [...pathParameters(operation.path), ...(query ? queryParameters(query, schemas) : [])]
  const { produces = ['application/json'], consumes = ['application/json'], answer = {} } = operation
  const whole = { schema: { type: 'string', format: 'binary' } }
  const ok = produces.map((type) => [type, type === 'application/json' ? { schema: answer } : whole] as const)
  const refusal = { 'application/json': { schema: { $ref: `${REF}HTTPValidationError` } } }
  const isChecked = body !== undefined || parameters.length > 0
  return {
    tags: [tag],
    summary,
    operationId,
    ...(!isPublic && { security: Object.keys(group.security).map((name) => ({ [name]: [] })) }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: Object.fromEntries(consumes.map((type) => [type, { schema: schemaOf(body, schemas) }])),
      },
    }),
    responses: {
      200: { description: 'Successful Response', content: Object.fromEntries(ok) },
      ...(isChecked && { 422: { description: 'Validation Error', content: refusal } }),
    },
  }
}

function pathParameters(path: string): JsonSchema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: z.ZodType, schemas: Record<string, JsonSchema>): JsonSchema[] {
  const schema = schemaOf(query, schemas)
  const required = (schema['required'] as readonly string[] | undefined) ?? []
  return Object.entries((schema['properties'] as Record<string, JsonSchema> | undefined) ?? {}).map(
    ([name, one]) => ({ name, in: 'query', required: required.includes(name), schema: one }),
  )
}

/** The schema of what is sent; named schemas move to the components, and are referred to. */
function schemaOf(schema: z.ZodType, schemas: Record<string, JsonSchema>): JsonSchema {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: keepDefault,
  })
  for (const [name, one] of Object.entries($defs)) schemas[name] = tidy(one) as JsonSchema
  return tidy(root) as JsonSchema
}

/** zod leaves defaults out where a value is converted when it is read; for those who send it they stand all the same. */
function keepDefault({
  zodSchema,
  jsonSchema,
}: {
  readonly zodSchema: z.core.$ZodTypes
  readonly jsonSchema: z.core.JSONSchema.BaseSchema
}): void {
  const { def } = zodSchema._zod
  if (def.type !== 'default') return
  const value = def.defaultValue
  // Whole numbers of any size are kept as text.
  jsonSchema.default ??= jsonSchema.type === 'integer' ? Number(value) : value
}

/** Takes out what belongs to a schema file of its own, and points references to the components. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, one]) => {
    if (key === '$schema' || key === '~standard' || (key === 'id' && typeof one === 'string')) return []
    if (key === '$ref' && typeof one === 'string') return [[key, one.replace('#/$defs/', REF)] as const]
    return [[key, tidy(one)] as const]
  })
  return Object.fromEntries(entries)
}
