import { Router } from 'express'
import { parse } from '../../shared/parse.js'
import { SelectObjects } from '../../shared/schema/selection.js'
import type { LinkedSelection } from '../session/linkedSelection.js'

/** Routes of `/api/selection`, which link the map with Blender. */
export function selectionRoutes(selection: LinkedSelection): Router {
  const router = Router()
  router.get('/', (_request, response) => void response.json(selection.view()))
  router.put('/', (request, response) => {
    selection.select(parse(SelectObjects, request.body ?? {}).objects)
    response.json(selection.view())
  })
  router.post('/watch', (_request, response) => {
    selection.watch()
    response.json(selection.view())
  })
  return router
}
