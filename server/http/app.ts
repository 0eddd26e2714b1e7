import { join } from 'node:path'
import express, { type Express, type Request } from 'express'
import helmet from 'helmet'
import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { SceneFileRequest } from '../../shared/schema/sceneRequest.js'
import { runView } from '../run/run.js'
import type { Runs } from '../run/runs.js'
import type { Scenes } from '../run/scenes.js'
import { sceneView } from '../run/sceneView.js'
import { PROJECT_ROOT } from '../system/projectRoot.js'
import type { Access } from './access.js'
import { openApi } from './openApi.js'
import { noRoute, sendProblem } from './problem.js'

/** A request has few, short fields. */
export const MAX_BODY_BYTES = 2 ** 20

/** The REST door and the page. All of `/api` but health wants the token; all of it wants our own Host and Origin. */
export function createApp(runs: Runs, scenes: Scenes, access: Access, version: string): Express {
  const app = express()
  const description = openApi(version)
  app.disable('x-powered-by')
  app.use(
    helmet({ contentSecurityPolicy: { directives: { imgSrc: ["'self'", 'blob:'], upgradeInsecureRequests: null } } }),
  )
  app.use((request, _response, next) => {
    access.checkOrigin(request)
    next()
  })

  app.get('/api/health', (_request, response) => void response.json({ status: 'ok', version }))

  app.get('/api/openapi.json', (_request, response) => void response.json(description))

  app.use('/api', (request, _response, next) => {
    access.checkToken(request)
    next()
  })
  app.use('/api', express.json({ limit: MAX_BODY_BYTES, type: () => true }))

  app.post('/api/runs', (request, response) => {
    const { id } = runs.start(parse(RunRequest, request.body ?? {}))
    response.status(202).location(`/api/runs/${id}`).json({ id })
  })
  app.get('/api/runs', (_request, response) => void response.json(runs.list().map(runView)))
  app.get('/api/runs/:id', (request, response) => void response.json(runView(runs.get(request.params.id))))
  app.delete('/api/runs/:id', (request, response) => void response.json(runView(runs.cancel(request.params.id))))

  app.post('/api/scenes', (request, response) => {
    const { id } = scenes.startFile(parse(SceneFileRequest, request.body ?? {}))
    response.status(202).location(`/api/scenes/${id}`).json({ id })
  })
  app.get('/api/scenes', (_request, response) => void response.json(scenes.list().map(sceneView)))
  app.get('/api/scenes/:id', (request, response) => void response.json(sceneView(scenes.get(request.params.id))))
  app.delete('/api/scenes/:id', (request, response) => void response.json(sceneView(scenes.cancel(request.params.id))))

  const kinds = [
    ['runs', runs, 'run.noFile'],
    ['scenes', scenes, 'scene.noFile'],
  ] as const
  for (const [kind, jobs, noFile] of kinds)
    app.get(`/api/${kind}/:id/files/*name`, (request: Request<{ id: string; name: string[] }>, response) => {
      const { id, name: parts } = request.params
      const name = parts.join('/')
      const { folder, names } = jobs.filesOf(id)
      if (!names.includes(name)) throw new ShapekinError(noFile, { id, name })
      response.sendFile(join(folder, name), { dotfiles: 'allow' })
    })

  app.use(express.static(join(PROJECT_ROOT, 'dashboard')))
  app.use(noRoute)
  app.use(sendProblem)
  return app
}
