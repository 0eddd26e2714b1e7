import { Router } from 'express'
import { parse } from '../../shared/parse.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { LiveRun } from '../../shared/schema/liveEvent.js'
import type { LiveRuns } from '../run/liveRuns.js'
import { runView } from '../run/run.js'
import type { Runs } from '../run/runs.js'

interface RunDoors {
  readonly runs: Runs
  readonly live: LiveRuns
}

/** `/api/runs`, without the files. */
export function runRoutes({ runs, live }: RunDoors): Router {
  const router = Router()
  router.post('/', (request, response) => {
    const { id } = runs.start(parse(RunRequest, request.body ?? {}))
    response.status(202).location(`/api/runs/${id}`).json({ id })
  })
  router.get('/', (_request, response) => void response.json(runs.list().map(runView)))
  router.get('/:id', (request, response) => void response.json(runView(runs.get(request.params.id))))
  router.get('/:id/live', (request, response) => {
    const { id, status, stage, done, total } = runView(runs.get(request.params.id))
    const nothing: LiveRun = {
      progress: { id, status, stage, done, total, secondsLeft: null },
      stages: [],
      epochs: [],
      rawAccuracy: null,
      shapes: [],
    }
    response.json(live.get(id) ?? nothing)
  })
  router.delete('/:id', (request, response) => {
    const { id } = request.params
    const view = runView(request.query.remove === 'true' ? runs.get(id) : runs.cancel(id))
    if (request.query.remove === 'true') {
      runs.remove(id)
      live.remove(id)
    }
    response.json(view)
  })
  return router
}
