import { basename } from 'node:path'
import { Router, raw, type Request, type Response } from 'express'
import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { FAMILY_LIKENESS } from '../../shared/schema/familyLikeness.js'
import {
  DuplicatesQuery,
  FamiliesQuery,
  LibraryFolder,
  LibraryFolders,
  MeshQuery,
  ShapesQuery,
  SimilarQuery,
  SortedQuery,
  TableQuery,
  UploadQuery,
} from '../../shared/schema/library.js'
import type { Cut } from '../cluster/grouping.js'
import { shapeView } from '../library/kept/libraryViews.js'
import type { AllowedFolders } from './allowedFolders.js'
import type { ServedLibrary } from '../library/kept/servedLibrary.js'

/**
 * The largest file of the libraries that were tried has 2 MB. Larger collections are added as a folder, which is not
 * uploaded.
 */
export const MAX_UPLOAD_BYTES = 64 * 2 ** 20

const MEDIA = {
  stl: { type: 'model/stl', format: 'stl' },
  obj: { type: 'model/obj', format: 'obj' },
  ply: { type: 'application/octet-stream', format: 'ply' },
  glb: { type: 'model/gltf-binary', format: 'gltf' },
  page: { type: 'application/octet-stream', format: 'page' },
} as const

const TABLE_MEDIA = { tsv: 'text/tab-separated-values', csv: 'text/csv', json: 'application/json' } as const

/** Routes of `/api/library`; to be mounted after the parser that reads bodies as JSON. */
export function libraryRoutes(library: ServedLibrary, folders: AllowedFolders): Router {
  const router = Router()
  router.get('/', (_request, response) => void response.json(library.view()))
  router.post('/', (request, response) => {
    const asked = parse(LibraryFolders, request.body ?? {})
    library.add({ ...asked, folders: asked.folders.map((folder) => folders.check(folder, 'folders')) })
    response.status(202).location('/api/library').json(library.view())
  })
  router.delete('/', async (request, response) => {
    response.json(await library.remove(parse(LibraryFolder, request.query).folder))
  })
  router.delete('/adding', (_request, response) => {
    library.stopAdding()
    response.status(202).json(library.view())
  })
  router.get('/families', async (request, response) => {
    response.json(await library.group(cutOf(parse(FamiliesQuery, request.query))))
  })
  router.get('/duplicates', async (request, response) => {
    response.json(await library.findDuplicates(parse(DuplicatesQuery, request.query).tolerance))
  })
  router.get('/table', async (request, response) => {
    const asked = parse(TableQuery, request.query)
    response.type(TABLE_MEDIA[asked.format]).send(await library.table(asked))
  })
  router.get('/sorted', async (request, response) => {
    const asked = parse(SortedQuery, request.query)
    const { folder, 'class-level': classLevel, 'classes-in': classesIn, unsorted } = asked
    response.json(await library.sort({ folder, choice: { classLevel, classesIn, unsorted } }))
  })
  router.get('/backup', async (_request, response) => {
    await library.withBackup((file) => sendOnce(response, file, 'application/vnd.sqlite3'))
  })
  return router
}

/**
 * Sends a file that is deleted afterwards, so that no range of it can be requested. Also ends when the client
 * disconnects early.
 */
const sendOnce = (response: Response, file: string, type: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const once = { dotfiles: 'allow', etag: false, lastModified: false, acceptRanges: false } as const
    response
      .attachment(basename(file))
      .type(type)
      .sendFile(file, once, (cause?: NodeJS.ErrnoException) => {
        if (cause && cause.code !== 'ECONNABORTED') reject(cause)
        else resolve()
      })
  })

/** Routes of `/api/shapes`: the shapes of the library. */
export function libraryShapes(library: ServedLibrary): Router {
  const router = Router()
  router.get('/', (request, response) => {
    const { offset, limit, ...filter } = parse(ShapesQuery, request.query)
    response.json(library.page(filter, { offset, limit }))
  })
  router.get('/:number', (request, response) => {
    response.json(shapeView(library.shape(request.params.number)))
  })
  router.get('/:number/similar', async (request, response) => {
    response.json(await library.similar(request.params.number, parse(SimilarQuery, request.query).k))
  })
  router.get('/:number/duplicates', async (request, response) => {
    const { tolerance } = parse(DuplicatesQuery, request.query)
    response.json(await library.duplicatesOf(request.params.number, tolerance))
  })
  router.get('/:number/histogram', (request, response) => {
    response.json(library.histogram(request.params.number))
  })
  router.get('/:number/mesh', async (request: Request<{ number: string }>, response) => {
    const shape = library.shape(request.params.number)
    const end = parse(MeshQuery, request.query).format
    const { type, format } = MEDIA[end]
    if (isKnown(request, response, `${shape.key ?? ''}-${shape.id.split('#').slice(1).join('#')}-${end}`)) return
    response.type(type).send(Buffer.from(await library.mesh(shape, format)))
  })
  router.get('/:number/thumbnail', async (request: Request<{ number: string }>, response) => {
    const shape = library.shape(request.params.number)
    if (isKnown(request, response, `${shape.key ?? ''}-${shape.id}-webp`)) return
    response.type('image/webp').send(Buffer.from(await library.thumbnail(shape)))
  })
  return router
}

/** Route of `POST /api/shapes?name=chair.obj`, whose body is a file. */
export function libraryUploads(library: ServedLibrary): Router {
  const router = Router()
  const body = raw({ type: () => true, limit: MAX_UPLOAD_BYTES })
  router.post('/', body, async (request: Request<object, unknown, Buffer | undefined>, response) => {
    const { name } = parse(UploadQuery, request.query)
    const bytes = request.body
    if (!Buffer.isBuffer(bytes) || bytes.length === 0)
      throw new ShapekinError('input.invalid', { field: 'body', problem: 'the bytes of a mesh file are expected' })
    const { isNew, shapes } = await library.upload(name, bytes)
    response
      .status(isNew ? 201 : 200)
      .location(`/api/shapes/${shapes[0]?.number ?? ''}`)
      .json({ total: shapes.length, offset: 0, shapes })
  })
  return router
}

const cutOf = ({ similar, groups }: ReturnType<typeof parse<typeof FamiliesQuery>>): Cut => {
  if (groups === undefined) return { percent: similar ?? FAMILY_LIKENESS }
  if (similar === undefined) return { groups }
  throw new ShapekinError('input.invalid', { field: 'groups', problem: 'give either groups or similar' })
}

/** For a resource whose tag comes from its content: answers a client that still has it, without reading the file. */
function isKnown(request: Request, response: Response, tag: string): boolean {
  response.set({ ETag: `"${Buffer.from(tag).toString('base64url')}"`, 'Cache-Control': 'private, no-cache' })
  if (!request.fresh) return false
  response.status(304).end()
  return true
}
