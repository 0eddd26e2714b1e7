import { z } from 'zod'
import { isDeepStrictEqual } from 'node:util'
import { createDocument, type ZodOpenApiOverride, type ZodOpenApiPathsObject } from 'zod-openapi'
import { CheckpointView } from '../../shared/schema/checkpoint.js'
import { LiveEvent, LiveRun } from '../../shared/schema/liveEvent.js'
import { RemoveQuery, RunId, RunView } from '../../shared/schema/run.js'
import { AppliedRun } from '../../shared/schema/appliedRun.js'
import { RunComparison } from '../../shared/schema/runComparison.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { SceneView } from '../../shared/schema/scene.js'
import { SelectionView, SelectObjects } from '../../shared/schema/selection.js'
import { CutQuery } from '../../shared/schema/shownShapes.js'
import { SceneFileRequest } from '../../shared/schema/sceneRequest.js'
import { libraryPaths } from './libraryPaths.js'
import { guarded, json, jsonBody, problem, refusals, withETags } from './openApiAnswers.js'
import { headings, withHeadings } from './openApiHeadings.js'
import { shownPaths } from './shownPaths.js'

const fileName = { requestParams: { path: z.object({ id: z.string(), name: z.string() }) } }
const runId = { requestParams: { path: z.object({ id: z.string() }) } }
const unknownRun = { '404': problem('No such run') }
const noCheckpoint = {
  '404': problem('No such checkpoint'),
  '422': problem('It is damaged'),
}
const unknownScene = { '404': problem('No such task') }
const theScene = { ...runId, responses: { '200': json('The task', SceneView), ...guarded, ...unknownScene } }
const fileAnswers = {
  '200': { description: 'The file' },
  '206': { description: 'The part that `Range` asks for' },
  '416': problem('The file has no such part'),
  ...guarded,
}
const shapeKey = { requestParams: { path: z.object({ key: z.string() }) } }
const shapeAnswers = (type: string, description: string) => ({
  '200': { description, content: { [type]: { schema: { type: 'string' as const, format: 'binary' } } } },
  ...guarded,
  '404': problem('No such shape'),
})
const theRun = { ...runId, responses: { '200': json('The run', RunView), ...guarded, ...unknownRun } }

/**
 * An event of the stream, in the form of OpenAPI 3.2. Its `data` is a LiveEvent, except for the event `start`, where
 * it is empty.
 */
const EVENT = {
  type: 'object' as const,
  properties: {
    id: { type: 'string' as const },
    event: { type: 'string' as const, description: '`start`, or none' },
    data: { type: 'string' as const, description: 'A LiveEvent as JSON; empty of `start`' },
  },
  required: ['id', 'data'],
}

const PATHS: ZodOpenApiPathsObject = {
  '/api/health': {
    get: {
      summary: 'Is the server alive?',
      security: [],
      responses: {
        '200': json('Yes', z.strictObject({ status: z.literal('ok'), version: z.string() })),
        ...refusals,
      },
    },
  },
  '/api/openapi.json': {
    get: {
      summary: 'This description',
      security: [],
      responses: { '200': json('OpenAPI 3.1', z.looseObject({ openapi: z.string() })), ...refusals },
    },
  },
  '/api/runs': {
    get: { summary: 'All runs, newest first', responses: { '200': json('Runs', z.array(RunView)), ...guarded } },
    post: {
      summary: 'Start a run; it waits for those before it',
      requestBody: { content: { 'application/json': { schema: RunRequest } } },
      responses: {
        '202': json('Accepted', z.strictObject({ id: RunId })),
        ...guarded,
      },
    },
  },
  '/api/runs/{id}': {
    get: { summary: 'Where a run stands', ...theRun },
    delete: {
      summary: 'Cancel a run; one that has ended stays as it is, or is removed where that is asked for',
      ...theRun,
      requestParams: {
        ...runId.requestParams,
        query: RemoveQuery,
      },
      responses: { ...theRun.responses, '409': problem('It is under way: cancel it first') },
    },
  },
  '/api/runs/{id}/live': {
    get: {
      summary: 'What is known of a run while it is made; `/api/events` goes on with it',
      ...runId,
      responses: { '200': json('So far', LiveRun), ...guarded, ...unknownRun },
    },
  },
  ...shownPaths('/api/runs/{id}'),
  '/api/runs/{id}/compare/{other}': {
    get: {
      summary: 'Two finished runs beside each other: what was asked for differently, figures, groups',
      requestParams: { path: z.object({ id: RunId, other: RunId }) },
      responses: {
        '200': json('What differs', RunComparison),
        ...guarded,
        '404': problem('No such run, or it is not done'),
      },
    },
  },
  '/api/runs/{id}/apply': {
    post: {
      summary: 'Show the groups of a finished run, as they are or cut anew, in the Blenders that have its shapes open',
      requestParams: { path: z.object({ id: RunId }), query: CutQuery },
      responses: {
        '200': json('Where they are shown', AppliedRun),
        ...guarded,
        '404': problem('No such run, or it is not done'),
        '409': problem('No Blender has its shapes open, or none can show them now'),
      },
    },
  },
  '/api/checkpoints': {
    get: {
      summary: 'Trained networks: those that come with Shapekin, then those of finished runs',
      responses: { '200': json('Checkpoints', z.array(CheckpointView)), ...guarded },
    },
  },
  '/api/checkpoints/{name}': {
    get: {
      summary: 'A trained network, and what has to be known to use it',
      requestParams: { path: z.object({ name: z.string() }) },
      responses: { '200': json('The checkpoint', CheckpointView), ...guarded, ...noCheckpoint },
    },
  },
  '/api/checkpoints/{id}/files/{name}': {
    get: {
      summary: 'A file of a checkpoint: `model.json` is a Keras model of TensorFlow.js',
      ...fileName,
      responses: { ...fileAnswers, '404': problem('No such checkpoint or file') },
    },
  },
  '/api/metrics': {
    get: {
      summary: 'Figures for Prometheus',
      responses: {
        '200': { description: 'The figures', content: { 'text/plain': { schema: { type: 'string' as const } } } },
        ...guarded,
      },
    },
  },
  '/api/events': {
    get: {
      summary: 'What happens to the runs, as server-sent events; the event `start` says: read everything anew',
      requestParams: {
        header: z.object({
          'Last-Event-ID': z.string().optional().meta({ description: 'Go on behind this event' }),
        }),
      },
      responses: {
        '200': { description: 'The stream', content: { 'text/event-stream': { schema: EVENT } } },
        ...guarded,
      },
    },
  },
  '/api/selection': {
    get: {
      summary: 'What is selected in the scene that a Blender has open, as it was told last',
      responses: { '200': json('The selection', SelectionView), ...guarded },
    },
    put: {
      summary: 'Select objects there, and nothing else; those that are not in the scene are passed over',
      requestBody: jsonBody(SelectObjects),
      responses: { '200': json('The selection', SelectionView), ...guarded },
    },
  },
  '/api/selection/watch': {
    post: {
      summary: 'Be told of every other selection, by the event `selection`, for a minute from now',
      responses: { '200': json('The selection', SelectionView), ...guarded },
    },
  },
  '/api/thumbnails/{key}': {
    get: { summary: 'Picture of a shape, WebP', ...shapeKey, responses: shapeAnswers('image/webp', 'The picture') },
  },
  '/api/meshes/{key}': {
    get: {
      summary: 'Mesh of a shape, little-endian: uint32 V, (3V) float32 positions, uint32 corners of triangles',
      ...shapeKey,
      responses: shapeAnswers('application/octet-stream', 'The mesh'),
    },
  },
  '/api/runs/{id}/files/{name}': {
    get: {
      summary: 'A file of a finished run, or a part of it',
      ...fileName,
      responses: { ...fileAnswers, '404': problem('No such run or file') },
    },
  },
  '/api/scenes': {
    get: {
      summary: 'All tasks on scenes, newest first: on files, and on what Blenders had open',
      responses: { '200': json('Tasks', z.array(SceneView)), ...guarded },
    },
    post: {
      summary:
        'Group or sort the objects of a .blend, or find duplicates or what is similar; it waits for those before it',
      requestBody: jsonBody(SceneFileRequest),
      responses: {
        '202': json('Accepted', z.strictObject({ id: RunId })),
        '404': problem('There is no such file'),
        '415': problem('The file is no .blend'),
        ...guarded,
      },
    },
  },
  '/api/scenes/{id}': {
    get: { summary: 'Where a task stands', ...theScene },
    delete: { summary: 'Cancel a task; one that has ended stays as it is', ...theScene },
  },
  '/api/scenes/{id}/files/{name}': {
    get: {
      summary: 'A file of a finished task, or a part of it',
      ...fileName,
      responses: { ...fileAnswers, '404': problem('No such task or file') },
    },
  },
  ...shownPaths('/api/scenes/{id}'),
  ...libraryPaths,
  ...shownPaths('/api/library/grouped', { '422': problem('It holds no shapes') }),
}

/**
 * Writes a tuple of numbers of one kind as an array of that length. That means the same, and many tools do not know
 * `prefixItems`.
 */
const asArray: ZodOpenApiOverride = ({ jsonSchema }) => {
  const [first, ...others] = jsonSchema.prefixItems ?? []
  if (first === undefined || jsonSchema.items !== false || !others.every((each) => isDeepStrictEqual(each, first)))
    return
  delete jsonSchema.prefixItems
  jsonSchema.items = first
}

/**
 * `GET /api/openapi.json`: the API's description, made from the schemas that check its requests and give its answers
 * their types.
 */
export const openApi = (version: string) =>
  createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Shapekin', version, description: 'Finds families among 3D shapes.' },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
        schemas: { RunRequest, SceneFileRequest, LiveEvent },
      },
      security: [{ token: [] }],
      tags: headings(),
      paths: withHeadings(withETags(PATHS, ['/api/events', '/api/metrics', '/api/library/backup'])),
    },
    { override: asArray },
  )
