import type { OperationGroup } from '../../http/openapi.ts'
import { EditBody, GenerationBody, VariationBody } from './image-body.ts'

/** With "stream" the answer is a stream. */
const STREAMED = ['application/json', 'text/event-stream']

const operations: OperationGroup['operations'] = [
  {
    method: 'post',
    path: '/v1/images/generations',
    operationId: 'createImage',
    summary: 'Makes pictures from a prompt; with "stream" as server-sent events.',
    body: GenerationBody,
    produces: STREAMED,
  },
  {
    method: 'post',
    path: '/v1/images/edits',
    operationId: 'createImageEdit',
    summary: 'Repaints what a mask leaves transparent, or makes pictures after others.',
    body: EditBody,
    consumes: ['multipart/form-data', 'application/json'],
    produces: STREAMED,
  },
  {
    method: 'post',
    path: '/v1/images/variations',
    operationId: 'createImageVariation',
    summary: 'Makes subtle variations of a picture.',
    body: VariationBody,
    consumes: ['multipart/form-data'],
  },
  {
    method: 'get',
    path: '/v1/models',
    operationId: 'listModels',
    summary: 'Lists the models: those that are ready first.',
  },
  {
    method: 'get',
    path: '/v1/models/{model}',
    operationId: 'retrieveModel',
    summary: 'Tells of one model, by its id or by a name that stands for it.',
  },
]

/** What this dialect offers, for the API's description. */
export const OPENAI_OPERATIONS: OperationGroup = {
  tag: 'OpenAI',
  operations,
  security: { BearerAuth: { type: 'http', scheme: 'bearer' } },
}
