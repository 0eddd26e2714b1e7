import { Router } from 'express'
import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { RemoveQuery } from '../../shared/schema/run.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { LiveRun } from '../../shared/schema/liveEvent.js'
import { compareRuns, type ComparedRun } from '../run/compareRuns.js'
import type { LiveRuns } from '../run/liveRuns.js'
import { runView } from '../run/run.js'
import type { Runs } from '../run/runs.js'
import type { ShownResults } from '../shown/shownResults.js'
import { runSubject } from '../shown/subjects.js'

interface RunDoors {
  readonly runs: Runs
  readonly results: ShownResults
  readonly live: LiveRuns
}

/** `/api/runs`, without the files. */
export function runRoutes({ runs, results, live }: RunDoors): Router {
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
  const compared = async (id: string): Promise<ComparedRun> => {
    const shapes = await results.shapes(runSubject(runs)(id))
    const { state, request } = runs.get(id)
    if (state.status !== 'done') throw new ShapekinError('run.unknown', { id }) // removed meanwhile
    return { id, request, report: state.report, shapes }
  }
  router.get('/:id/compare/:other', async (request, response) => {
    const { id, other } = request.params
    response.json(compareRuns(await compared(id), await compared(other)))
  })
  router.delete('/:id', (request, response) => {
    const { id } = request.params
    const isToGo = parse(RemoveQuery, request.query).remove === 'true'
    const view = runView(isToGo ? runs.get(id) : runs.cancel(id))
    if (isToGo) {
      runs.remove(id)
      live.remove(id)
    }
    response.json(view)
  })
  return router
}
