import { describe, expect, it } from 'vitest'
import { toOpenApi } from '../../http/openapi.ts'
import { OPENAI_OPERATIONS } from '../openai/operations.ts'
import { registerOpenAi } from '../openai/routes.ts'
import { dialectApp } from '../testing/dialect-app.ts'
import { createFakeParts } from '../testing/fake-parts.ts'
import { A1111_OPERATIONS } from './operations.ts'
import { registerA1111 } from './routes.ts'

describe('the operations of the OpenAI and A1111 dialects', () => {
  it('are served, each where the description says', async () => {
    const { parts } = createFakeParts()
    const app = await dialectApp(async (one) => {
      await registerOpenAi(one, parts)
      await registerA1111(one, parts)
    })
    for (const { method, path } of [...OPENAI_OPERATIONS.operations, ...A1111_OPERATIONS.operations]) {
      const url = path.replace(/\{.*\}/, '*')
      expect([path, app.hasRoute({ method: method.toUpperCase(), url })]).toEqual([path, true])
    }
  })

  it('can be described', () => {
    const text = JSON.stringify(toOpenApi([OPENAI_OPERATIONS, A1111_OPERATIONS], '1'))
    expect(text).toContain('/v1/images/generations')
    expect(text).toContain('"denoising_strength"')
  })
})
