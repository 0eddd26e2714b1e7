import { Router } from 'express'
import type { Checkpoints } from '../run/checkpoints.js'

/** Routes of `/api/checkpoints`, without the files. */
export function checkpointRoutes(checkpoints: Checkpoints): Router {
  const router = Router()
  router.get('/', async (_request, response) => void response.json(await checkpoints.list()))
  router.get('/:name', async (request, response) => void response.json(await checkpoints.get(request.params.name)))
  return router
}
