import { z } from 'zod'
import { createDocument } from 'zod-openapi'
import { RunRequest } from '../../shared/schema/runRequest.js'

const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), code: z.string(), detail: z.string() })
  .meta({ id: 'Problem', description: 'What went wrong and what to do; `code` is one of docs/errors.md' })

const Scores = z.object({ accuracy: z.number(), ari: z.number(), map: z.number() }).meta({ id: 'Scores' })

const Report = z
  .looseObject({
    blender: z.string(),
    backend: z.string(),
    stages: z.record(z.string(), z.number()),
    refused: z.array(z.object({ id: z.string(), reason: z.string() })),
    test: Scores,
    baseline: Scores,
    health: z.array(z.object({ code: z.string(), level: z.enum(['stop', 'warn']), text: z.string() })),
  })
  .meta({ id: 'Report' })

const Run = z
  .object({
    id: z.string().regex(/^[0-9a-f]{16}$/),
    created: z.iso.datetime(),
    door: z.enum(['rest', 'blender']),
    request: RunRequest,
    status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    stage: z.string(),
    done: z.int(),
    total: z.int(),
    report: Report.optional(),
    files: z.array(z.string()).optional(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .meta({ id: 'Run' })

const json = (description: string, schema: z.ZodType) => ({ description, content: { 'application/json': { schema } } })
const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })
const refusals = { '401': problem('Token missing or wrong'), '403': problem('Foreign Host or Origin') }
const runId = { requestParams: { path: z.object({ id: z.string() }) } }
const unknownRun = { '404': problem('No such run') }

/** `GET /api/openapi.json`: the API described by the schemas that check it. */
export const openApi = (version: string) =>
  createDocument({
    openapi: '3.1.0',
    info: { title: 'Shapekin', version, description: 'Finds families among 3D shapes.' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
    paths: {
      '/api/health': {
        get: {
          summary: 'Is the server alive?',
          security: [],
          responses: {
            '200': json('Yes', z.object({ status: z.literal('ok'), version: z.string() })),
            '403': refusals['403'],
          },
        },
      },
      '/api/runs': {
        get: { summary: 'All runs, newest first', responses: { '200': json('Runs', z.array(Run)), ...refusals } },
        post: {
          summary: 'Start a run; it waits for those before it',
          requestBody: { content: { 'application/json': { schema: RunRequest } } },
          responses: { '202': json('Accepted', Run.pick({ id: true })), '400': problem('Wrong value'), ...refusals },
        },
      },
      '/api/runs/{id}': {
        get: {
          summary: 'Where a run stands',
          ...runId,
          responses: { '200': json('The run', Run), ...refusals, ...unknownRun },
        },
        delete: {
          summary: 'Cancel a run',
          ...runId,
          responses: { '200': json('The run', Run), ...refusals, ...unknownRun },
        },
      },
      '/api/runs/{id}/files/{name}': {
        get: {
          summary: 'A file of a finished run',
          requestParams: { path: z.object({ id: z.string(), name: z.string() }) },
          responses: { '200': { description: 'The file' }, ...refusals, '404': problem('No such run or file') },
        },
      },
    },
  })
