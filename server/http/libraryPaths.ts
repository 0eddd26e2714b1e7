import { z } from 'zod'
import {
  DuplicatesQuery,
  DuplicatesView,
  FamiliesQuery,
  FamiliesView,
  LibraryFolders,
  LibraryShapeView,
  LibraryView,
  MeshQuery,
  ShapesPage,
  ShapesQuery,
  SimilarQuery,
  SimilarView,
  UploadQuery,
} from '../../shared/schema/library.js'
import { guarded, json, problem } from './openApiAnswers.js'

const binary = { schema: { type: 'string' as const, format: 'binary' } }
const number = z.object({ number: z.string() })
const noLibrary = { '404': problem('There is no library yet') }
const unknown = { '404': problem('There is no such shape, or no library yet') }
const fromFile = {
  '304': { description: 'Not changed since it was fetched' },
  ...guarded,
  '404': problem('There is no such shape, or its file is gone'),
  '409': problem('The file has changed since it was added'),
  '422': problem('It holds no mesh'),
}

/** `/api/library` in the description of the API. */
export const libraryPaths = {
  '/api/library': {
    get: {
      summary: 'What the library holds, and what is under way',
      responses: { '200': json('The library', LibraryView), ...guarded },
    },
    post: {
      summary: 'Bring the library up to date with folders; they wait for those before them',
      requestBody: { content: { 'application/json': { schema: LibraryFolders } } },
      responses: { '202': json('Begun; `adding` tells how far it is', LibraryView), ...guarded },
    },
  },
  '/api/library/shapes': {
    get: {
      summary: 'Shapes in the order of their ids, page by page',
      requestParams: { query: ShapesQuery },
      responses: { '200': json('A page', ShapesPage), ...guarded, ...noLibrary },
    },
    post: {
      summary: 'Send a mesh file; the same content under the same name is kept once',
      requestParams: { query: UploadQuery },
      requestBody: { content: { 'application/octet-stream': binary } },
      responses: {
        '200': json('It was there; its shapes', ShapesPage),
        '201': json('Its shapes', ShapesPage),
        ...guarded,
        '415': problem('Of no format that is read'),
      },
    },
  },
  '/api/library/shapes/{number}': {
    get: {
      summary: 'A shape',
      requestParams: { path: number },
      responses: { '200': json('The shape', LibraryShapeView), ...guarded, ...unknown },
    },
  },
  '/api/library/shapes/{number}/similar': {
    get: {
      summary: 'The shapes that are most like a shape',
      requestParams: { path: number, query: SimilarQuery },
      responses: {
        '200': json('The most alike first', SimilarView),
        ...guarded,
        ...unknown,
        '422': problem('It has no numbers'),
      },
    },
  },
  '/api/library/shapes/{number}/mesh': {
    get: {
      summary: 'The mesh of a shape, in any format that is written',
      requestParams: { path: number, query: MeshQuery },
      responses: {
        '200': {
          description: 'The file',
          content: {
            'model/gltf-binary': binary,
            'model/stl': binary,
            'model/obj': binary,
            'application/octet-stream': binary,
          },
        },
        ...fromFile,
      },
    },
  },
  '/api/library/shapes/{number}/thumbnail': {
    get: {
      summary: 'A small picture of a shape',
      requestParams: { path: number },
      responses: { '200': { description: 'The picture', content: { 'image/webp': binary } }, ...fromFile },
    },
  },
  '/api/library/families': {
    get: {
      summary: 'Families: groups of shapes that are alike, with names; the first answer takes a while',
      requestParams: { query: FamiliesQuery },
      responses: {
        '200': json('The largest first', FamiliesView),
        ...guarded,
        ...noLibrary,
        '422': problem('It holds no shapes'),
      },
    },
  },
  '/api/library/duplicates': {
    get: {
      summary: 'Files that hold the same shape as an earlier one; the first answer takes a while',
      requestParams: { query: DuplicatesQuery },
      responses: {
        '200': json('By their ids', DuplicatesView),
        ...guarded,
        ...noLibrary,
        '422': problem('It holds no shapes'),
      },
    },
  },
}
