import { Router, type Request, type Response } from 'express'
import { parse } from '../../shared/parse.js'
import { ExportPath } from '../../shared/schema/shownExports.js'
import { CutQuery, GroupName, SaidOfShape } from '../../shared/schema/shownShapes.js'
import type { Cut } from '../cluster/grouping.js'
import type { ShownResults } from '../shown/shownResults.js'
import type { Subject } from '../shown/subjects.js'

interface ShownParams {
  readonly id: string
  readonly shape: string
  readonly group: string
  readonly name: string
}

/**
 * Routes of what is shown of a run, a scene or a library, below the address of each: `shapes`, `shapes/ID`, `tree`,
 * `neighbor-map`, `measures`, `groups/GROUP`, `wishes`, `export/NAME`.
 *
 * @param subjectOf finds the subject by `:id` of the address; throws where there is none
 */
export function shownRoutes(subjectOf: (id: string) => Subject, results: ShownResults): Router {
  const router = Router({ mergeParams: true })
  const answer =
    (give: (subject: Subject, request: Request<ShownParams>, cut: Cut | undefined) => Promise<unknown>) =>
    async (request: Request<ShownParams>, response: Response) => {
      const { groups } = parse(CutQuery, request.query)
      const cut = groups === undefined ? undefined : { groups }
      response.json(await give(subjectOf(request.params.id), request, cut))
    }
  router.get(
    '/shapes',
    answer((subject, _request, cut) => results.shapes(subject, cut)),
  )
  router.get(
    '/shapes/:shape',
    answer((subject, { params: { shape } }, cut) => results.shape(subject, shape, cut)),
  )
  router.get(
    '/tree',
    answer((subject) => results.tree(subject)),
  )
  router.get(
    '/neighbor-map',
    answer((subject) => results.neighborMap(subject)),
  )
  router.get(
    '/measures',
    answer((subject) => results.measures(subject)),
  )
  router.put(
    '/groups/:group',
    answer(async (subject, { params: { group }, body }, cut) => {
      const { name } = parse(GroupName, body)
      await results.nameGroup(subject, Number(group), name, cut)
      return { name }
    }),
  )
  router.post(
    '/wishes',
    answer((subject, { body }, cut) => results.say(subject, parse(SaidOfShape, body), cut)),
  )
  router.get('/export/:name', async (request: Request<ShownParams>, response) => {
    const { name } = parse(ExportPath, { name: request.params.name })
    const { groups } = parse(CutQuery, request.query)
    const cut = groups === undefined ? undefined : { groups }
    const bytes = await results.export(subjectOf(request.params.id), name, cut)
    response.attachment(name).type('application/octet-stream').send(Buffer.from(bytes))
  })
  return router
}
