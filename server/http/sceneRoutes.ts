import { Router } from 'express'
import { parse } from '../../shared/parse.js'
import { SceneFileRequest } from '../../shared/schema/sceneRequest.js'
import type { Scenes } from '../run/scenes.js'
import { sceneView } from '../run/sceneView.js'
import type { AllowedFolders } from './allowedFolders.js'

/** Routes of `/api/scenes`, without the files. */
export function sceneRoutes({
  scenes,
  folders,
}: {
  readonly scenes: Scenes
  readonly folders: AllowedFolders
}): Router {
  const router = Router()
  router.post('/', (request, response) => {
    const asked = parse(SceneFileRequest, { task: 'group', ...(request.body as object | undefined) })
    folders.checkTask(asked)
    const { id } = scenes.startFile({ ...asked, file: folders.check(asked.file, 'file') })
    response.status(202).location(`/api/scenes/${id}`).json({ id })
  })
  router.get('/', (_request, response) => void response.json(scenes.list().map(sceneView)))
  router.get('/:id', (request, response) => void response.json(sceneView(scenes.get(request.params.id))))
  router.delete('/:id', (request, response) => void response.json(sceneView(scenes.cancel(request.params.id))))
  return router
}
