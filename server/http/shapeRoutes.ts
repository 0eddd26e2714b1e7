import { existsSync } from 'node:fs'
import { Router, type Request, type Response } from 'express'
import { ShapekinError } from '../../shared/errors.js'
import type { ShapeStore } from '../run/shapeStore.js'

/** For what is named after its content, which never changes. */
const FOREVER = 'private, max-age=31536000, immutable'

const KEY = /^[0-9a-f]{64}$/

/** Pictures and meshes of shapes by the key of their content. */
export function shapeRoutes(shapes: ShapeStore): Router {
  const router = Router()
  const send =
    (path: (key: string) => string, headers: Record<string, string>) =>
    (request: Request<{ key: string }>, response: Response) => {
      const { key } = request.params
      if (!KEY.test(key) || !existsSync(path(key))) throw new ShapekinError('shape.unknown', { key })
      response.sendFile(path(key), {
        dotfiles: 'allow',
        cacheControl: false,
        headers: { ...headers, 'Cache-Control': FOREVER },
      })
    }
  router.get(
    '/thumbnails/:key',
    send((key) => shapes.picturePath(key), { 'Content-Type': 'image/webp' }),
  )
  router.get(
    '/meshes/:key',
    send((key) => shapes.meshPath(key), { 'Content-Type': 'application/octet-stream', 'Content-Encoding': 'gzip' }),
  )
  return router
}
