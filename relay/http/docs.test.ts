import Fastify from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from '../../contract/zod.ts'
import type { App } from './app.ts'
import { registerDocs } from './docs.ts'
import type { OperationGroup } from './openapi.ts'

const Fruit = z.object({ kind: z.enum(['apple', 'pear']).default('apple') }).meta({ id: 'Fruit' })
const Basket = z
  .object({ fruits: z.array(Fruit), weight: z.number().min(0).optional() })
  .meta({ id: 'Basket' })

const GROUP: OperationGroup = {
  tag: 'Fruit',
  security: { Key: { type: 'apiKey', in: 'header', name: 'X-KEY' } },
  operations: [
    { method: 'post', path: '/baskets', operationId: 'addBasket', summary: 'Adds one.', body: Basket },
    {
      method: 'get',
      path: '/baskets/{id}',
      operationId: 'getBasket',
      summary: 'Shows one.',
      isPublic: true,
      query: z.object({ page: z.int().default(0), name: z.string() }),
      produces: ['image/png'],
    },
  ],
}

describe('the documentation', () => {
  let app: App
  beforeAll(async () => {
    app = Fastify()
    await registerDocs(app, { groups: [GROUP], version: '1.2.3' })
  })
  const get = (url: string) => app.inject({ method: 'GET', url })

  it('describes every operation, with named schemas as components', async () => {
    const document = (await get('/openapi.json')).json<Record<string, unknown>>()
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      paths: {
        '/baskets': {
          post: {
            operationId: 'addBasket',
            tags: ['Fruit'],
            security: [{ Key: [] }],
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Basket' } } },
            },
            responses: {
              422: {
                content: {
                  'application/json': { schema: { $ref: '#/components/schemas/HTTPValidationError' } },
                },
              },
            },
          },
        },
        '/baskets/{id}': {
          get: {
            parameters: [
              { name: 'id', in: 'path', required: true },
              { name: 'page', in: 'query', required: false },
              { name: 'name', in: 'query', required: true },
            ],
            responses: { 200: { content: { 'image/png': {} } } },
          },
        },
      },
      components: {
        schemas: {
          Basket: {
            type: 'object',
            required: ['fruits'],
            properties: { fruits: { type: 'array', items: { $ref: '#/components/schemas/Fruit' } } },
          },
          Fruit: { properties: { kind: { enum: ['apple', 'pear'], default: 'apple' } } },
          ValidationError: {},
        },
        securitySchemes: { Key: { name: 'X-KEY' } },
      },
    })
    const paths = document['paths'] as Record<string, { get: object }>
    expect(paths['/baskets/{id}']!.get).not.toHaveProperty('security')
    expect(JSON.stringify(document)).not.toContain('$defs')
  })

  it('is shown by files from here alone, with no script in the page', async () => {
    for (const url of ['/docs', '/docs/']) {
      const { statusCode, headers, body } = await get(url)
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(headers['content-security-policy']).toContain("script-src 'self';")
      expect(body).not.toMatch(/<script>|https?:|\son\w+=/)
      const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
      expect(files).toHaveLength(4)
      for (const file of files) {
        const asset = await get(file)
        expect([file, asset.statusCode]).toEqual([file, 200])
        expect(asset.rawPayload.length).toBeGreaterThan(50)
      }
    }
  })

  it('is where the other viewer was', async () => {
    const { statusCode, headers } = await get('/redoc')
    expect([statusCode, headers['location']]).toEqual([307, '/docs'])
  })
})
