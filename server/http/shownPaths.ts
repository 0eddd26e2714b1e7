import { z } from 'zod'
import { ExportPath } from '../../shared/schema/shownExports.js'
import {
  CutQuery,
  GroupName,
  SaidOfShape,
  ShapeDetail,
  ShownMeasures,
  ShownPlaces,
  ShownShapes,
  ShownTree,
} from '../../shared/schema/shownShapes.js'
import { guarded, json, jsonBody, problem } from './openApiAnswers.js'

/**
 * Paths, in the API's description, of what is shown of a run, a scene or a library.
 *
 * @param base address of the subject, such as `/api/runs/{id}`
 * @param more further answers that are possible there
 */
export function shownPaths(base: string, more: Readonly<Record<string, ReturnType<typeof problem>>> = {}) {
  const unknown = { ...guarded, '404': problem('There is no such thing, or it is not done') }
  const none = { ...unknown, ...more }
  const ids = base.includes('{id}') ? { id: z.string() } : {}
  const path = (more: z.ZodRawShape = {}) => z.object({ ...ids, ...more })
  return {
    [`${base}/shapes`]: {
      get: {
        summary: 'The grouped shapes: their place on the map, their groups, how typical they are',
        requestParams: { path: path(), query: CutQuery },
        responses: { '200': json('As columns', ShownShapes), ...none },
      },
    },
    [`${base}/shapes/{name}`]: {
      get: {
        summary: 'One of the grouped shapes, and those most like it',
        requestParams: { path: path({ name: z.string() }), query: CutQuery },
        responses: { '200': json('The shape', ShapeDetail), ...none },
      },
    },
    [`${base}/tree`]: {
      get: {
        summary: 'The dendrogram that the groups are cut from',
        requestParams: { path: path(), query: CutQuery },
        responses: { '200': json('As SciPy numbers it', ShownTree), ...none },
      },
    },
    [`${base}/neighbor-map`]: {
      get: {
        summary:
          'Where the shapes lie on a map that keeps neighbors (UMAP); it takes seconds when it is asked for first, and `/api/events` tells how far it is',
        requestParams: { path: path(), query: CutQuery },
        responses: {
          '200': json('In the order of the shapes', ShownPlaces),
          ...none,
        },
      },
    },
    [`${base}/measures`]: {
      get: {
        summary: 'Numbers of the shapes besides those they are compared by, which differ among them',
        requestParams: { path: path(), query: CutQuery },
        responses: { '200': json('In the order of the shapes', ShownMeasures), ...none },
      },
    },
    [`${base}/export/{name}`]: {
      get: {
        summary: 'The grouped shapes for another program: the Embedding Projector, NumPy, SciPy, a spreadsheet',
        requestParams: { path: path(ExportPath.shape), query: CutQuery },
        responses: {
          '200': {
            description: 'The file',
            content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } },
          },
          ...none,
        },
      },
    },
    [`${base}/groups/{group}`]: {
      put: {
        summary: 'Give a group a name',
        requestParams: { path: path({ group: z.string() }), query: CutQuery },
        requestBody: jsonBody(GroupName),
        responses: { '200': json('Its name', GroupName), ...none },
      },
    },
    [`${base}/wishes`]: {
      post: {
        summary:
          'Say of a shape that it is not of its family, or with which other it belongs; kept for every grouping to come',
        requestParams: { path: path(), query: CutQuery },
        requestBody: jsonBody(SaidOfShape),
        responses: { '200': json('The shapes as they are grouped now', ShownShapes), ...none },
      },
    },
  }
}
