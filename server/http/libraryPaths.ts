import { z } from 'zod'
import {
  DuplicatesQuery,
  DuplicatesView,
  FamiliesQuery,
  FamiliesView,
  HistogramView,
  LibraryFolder,
  LibraryFolders,
  LibraryShapeView,
  LibraryView,
  MeshQuery,
  ShapeNumber,
  ShapesPage,
  ShapesQuery,
  SimilarQuery,
  SimilarView,
  SortedQuery,
  SortedView,
  TableQuery,
  UploadQuery,
} from '../../shared/schema/library.js'
import { guarded, json, jsonBody, problem } from './openApiAnswers.js'

const binary = { schema: { type: 'string' as const, format: 'binary' } }
const text = { schema: { type: 'string' as const } }
const number = z.object({ number: ShapeNumber })
const noLibrary = { '404': problem('There is no library yet') }
const unknown = { '404': problem('There is no such shape, or no library yet') }
const noNumbers = { '422': problem('It has no numbers') }
const fromFile = {
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
      requestBody: jsonBody(LibraryFolders),
      responses: { '202': json('Begun; `adding` tells how far it is', LibraryView), ...guarded },
    },
    delete: {
      summary: 'Forget a folder of the library; no file of it is touched',
      requestParams: { query: LibraryFolder },
      responses: {
        '200': json('What is left', LibraryView),
        ...guarded,
        '404': problem('It is no folder of the library, or there is none yet'),
      },
    },
  },
  '/api/library/adding': {
    delete: {
      summary: 'Stop to add the folders that are being looked at; what was described of them stays',
      responses: { '202': json('Stopping; `adding` is null when it is done', LibraryView), ...guarded },
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
  '/api/library/table': {
    get: {
      summary: 'The library as a table: `library export`',
      requestParams: { query: TableQuery },
      responses: {
        '200': {
          description: 'A row a shape, in the order of the ids',
          content: { 'text/csv': text, 'text/tab-separated-values': text, 'application/json': { schema: z.unknown() } },
        },
        ...guarded,
        ...noLibrary,
        '422': problem('It holds no shapes'),
      },
    },
  },
  '/api/library/sorted': {
    get: {
      summary: 'Where the shapes belong that lie in no class folder; the first answer takes a while',
      requestParams: { query: SortedQuery },
      responses: {
        '200': json('As their folder lists them', SortedView),
        ...guarded,
        '404': problem('There is no library yet, or it is no folder of it'),
        '422': problem('No shape has a class, or all have one'),
      },
    },
  },
  '/api/library/backup': {
    get: {
      summary: 'A copy of the catalog, whole and checked, as it is at this moment',
      responses: {
        '200': { description: 'A file of SQLite', content: { 'application/vnd.sqlite3': binary } },
        ...guarded,
        ...noLibrary,
      },
    },
  },
  ...shapePaths('/api/shapes'),
  ...shapePaths('/api/library/shapes'),
}

/** The paths for shapes of the library, below `root`. */
function shapePaths<Root extends string>(root: Root) {
  const [all, one, similar, duplicates, histogram, mesh, thumbnail] = [
    '',
    '/{number}',
    '/{number}/similar',
    '/{number}/duplicates',
    '/{number}/histogram',
    '/{number}/mesh',
    '/{number}/thumbnail',
  ].map((part) => root + part)
  return {
    [all]: {
      get: {
        summary: 'Shapes in the order of their ids, page by page',
        requestParams: { query: ShapesQuery },
        responses: { '200': json('A page', ShapesPage), ...guarded, ...noLibrary },
      },
      post: {
        summary: 'Send a mesh file; the same content under the same name is kept once',
        requestParams: { query: UploadQuery },
        requestBody: { required: true, content: { 'application/octet-stream': binary } },
        responses: {
          '200': json('It was there; its shapes', ShapesPage),
          '201': json('Its shapes', ShapesPage),
          ...guarded,
          '415': problem('Of no format that is read'),
        },
      },
    },
    [one]: {
      get: {
        summary: 'A shape',
        requestParams: { path: number },
        responses: { '200': json('The shape', LibraryShapeView), ...guarded, ...unknown },
      },
    },
    [similar]: {
      get: {
        summary: 'The shapes that are most like a shape',
        requestParams: { path: number, query: SimilarQuery },
        responses: { '200': json('The most alike first', SimilarView), ...guarded, ...unknown, ...noNumbers },
      },
    },
    [duplicates]: {
      get: {
        summary: 'The duplicates of a shape, and what it is one of; the first answer takes a while',
        requestParams: { path: number, query: DuplicatesQuery },
        responses: { '200': json('By their ids', DuplicatesView), ...guarded, ...unknown },
      },
    },
    [histogram]: {
      get: {
        summary: 'The numbers that describe a shape',
        requestParams: { path: number },
        responses: { '200': json('Its numbers', HistogramView), ...guarded, ...unknown, ...noNumbers },
      },
    },
    [mesh]: {
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
    [thumbnail]: {
      get: {
        summary: 'A small picture of a shape',
        requestParams: { path: number },
        responses: { '200': { description: 'The picture', content: { 'image/webp': binary } }, ...fromFile },
      },
    },
  }
}
