import { join } from 'node:path'
import { Router } from 'express'
import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { RemoveQuery } from '../../shared/schema/run.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { LiveRun } from '../../shared/schema/liveEvent.js'
import { CutQuery } from '../../shared/schema/shownShapes.js'
import { palette } from '../picture/palette.js'
import { readRecipes } from '../recipe/readRecipes.js'
import { RECIPES_FILE } from '../recipe/recipesFile.js'
import { compareRuns, type ComparedRun } from '../run/compareRuns.js'
import { groupsByIndex } from '../run/groupsByIndex.js'
import type { LiveRuns } from '../run/liveRuns.js'
import { runView } from '../run/runView.js'
import type { Runs } from '../run/runs.js'
import type { RunColors } from '../session/runColors.js'
import type { ShownResults } from '../shown/shownResults.js'
import { runSubject } from '../shown/subjects.js'

interface RunDoors {
  readonly runs: Runs
  readonly results: ShownResults
  readonly live: LiveRuns
  readonly colors: RunColors
}

/** Routes of `/api/runs`, without the files. */
export function runRoutes({ runs, results, live, colors }: RunDoors): Router {
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
    if (state.status !== 'done') throw new ShapekinError('run.unknown', { id }) // it may have been removed meanwhile
    return { id, request, report: state.report, shapes }
  }
  router.get('/:id/compare/:other', async (request, response) => {
    const { id, other } = request.params
    response.json(compareRuns(await compared(id), await compared(other)))
  })
  router.post('/:id/apply', async (request, response) => {
    const { id } = request.params
    const { groups: count } = parse(CutQuery, request.query)
    const subject = runSubject(runs)(id)
    const { ids, groups, named } = await results.shapes(subject, count === undefined ? undefined : { groups: count })
    const recipes = await readRecipes(join(runs.filesOf(id).folder, RECIPES_FILE))
    const built = recipes.map((recipe) => recipe.id)
    response.json(await colors.show(id, groupsByIndex(built, ids, groups), palette(named.length)))
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
